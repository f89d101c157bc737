#nullable disable
using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.Build.Framework;
using Mono.Cecil;
using Mono.Cecil.Cil;

/// <summary>
/// Copies TorchSharp with one thing mended: its methods hand the native handles of their arguments to libtorch and do not
/// keep the arguments themselves alive. So the garbage collector may free a number or tensor on its finalizer thread
/// while libtorch reads it: a wrong number or an error, by chance. In the copy each method ends with
/// <c>GC.KeepAlive</c> of each argument that is a Scalar or a Tensor, and of the object that it belongs to.
/// </summary>
public class KeepArgumentsAlive : Microsoft.Build.Utilities.Task
{
    private static readonly string[] OwnersOfNativeMemory = { "TorchSharp.Scalar", "TorchSharp.torch/Tensor" };

    /// <summary>TorchSharp.dll as its package has it; it is only read.</summary>
    [Required]
    public string Library { get; set; }

    /// <summary>Where the mended copy goes; left where it is one of this build of the library by this rule.</summary>
    [Required]
    public string Copy { get; set; }

    /// <summary>This file: a copy that is older was made by another rule.</summary>
    [Required]
    public string Rule { get; set; }

    /// <summary>Mono.Cecil.dll, which MSBuild does not look for by itself.</summary>
    [Required]
    public string Cecil { get; set; }

    public override bool Execute()
    {
        var folder = Path.GetDirectoryName(Cecil);
        AppDomain.CurrentDomain.AssemblyResolve += (_, wanted) =>
        {
            var path = Path.Combine(folder, new AssemblyName(wanted.Name).Name + ".dll");
            return File.Exists(path) ? Assembly.LoadFrom(path) : null;
        };
        // A copy that does not exist has a time long ago.
        if (File.GetLastWriteTimeUtc(Copy) < File.GetLastWriteTimeUtc(Rule) || BuildOf(Copy) != BuildOf(Library)) Write();
        return true;
    }

    private static Guid BuildOf(string path)
    {
        using (var module = ModuleDefinition.ReadModule(path)) return module.Mvid;
    }

    private void Write()
    {
        using (var module = ModuleDefinition.ReadModule(Library, new ReaderParameters { InMemory = true }))
        {
            var collector = new TypeReference("System", "GC", module, module.TypeSystem.CoreLibrary);
            var keepAlive = new MethodReference("KeepAlive", module.TypeSystem.Void, collector);
            keepAlive.Parameters.Add(new ParameterDefinition(module.TypeSystem.Object));
            foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
                Mend(method, keepAlive);
            Directory.CreateDirectory(Path.GetDirectoryName(Copy));
            var partial = $"{Copy}.{Guid.NewGuid():N}";
            module.Write(partial);
            File.Delete(Copy);
            File.Move(partial, Copy);
        }
    }

    private static void Mend(MethodDefinition method, MethodReference keepAlive)
    {
        var kept = method.Parameters.Where(parameter => OwnersOfNativeMemory.Contains(parameter.ParameterType.FullName)).ToList();
        if (method.HasThis && !method.IsConstructor && OwnersOfNativeMemory.Contains(method.DeclaringType.FullName))
            kept.Insert(0, method.Body.ThisParameter);
        if (kept.Count == 0) return;
        foreach (var jump in method.Body.Instructions.Where(one => one.OpCode.OperandType == OperandType.ShortInlineBrTarget))
            jump.OpCode = LongForm(jump.OpCode);    // the method grows
        var code = method.Body.GetILProcessor();
        foreach (var end in method.Body.Instructions.Where(instruction => instruction.OpCode == OpCodes.Ret).ToList())
        {
            end.OpCode = OpCodes.Nop;    // jumps to the end go to what comes before it now
            var last = end;
            foreach (var argument in kept)
            {
                Append(code.Create(OpCodes.Ldarg, argument));
                Append(code.Create(OpCodes.Call, keepAlive));
            }
            Append(code.Create(OpCodes.Ret));

            void Append(Instruction next)
            {
                code.InsertAfter(last, next);
                last = next;
            }
        }
    }

    private static OpCode LongForm(OpCode jump)
    {
        var name = jump.Code.ToString();
        return (OpCode)typeof(OpCodes).GetField(name.Substring(0, name.Length - "_S".Length)).GetValue(null);
    }
}
