using EditableDeepSC.Host;

Terminal.Prepare();
return await CommandLine.RunAsync(args, Console.Out, Console.Error);
