namespace EditableDeepSC.Host.Commands;

/// <summary><c>eds devices</c>: the devices that networks can compute on.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        var command = new Command("devices", "Lists the devices that networks can compute on.");
        command.SetAction(parsed =>
        {
            foreach (var device in DeviceOption.Available()) parsed.InvocationConfiguration.Output.WriteLine(device);
        });
        return command;
    }
}
