using EditableDeepSC.Host.Scenarios;

namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds schema</c>: the JSON schema of scenario files.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Prints the JSON schema of scenario files.");
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(ScenarioSchema.Text()));
        return command;
    }
}
