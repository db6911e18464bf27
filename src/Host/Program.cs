using Rupaya.Host;

NativeMemory.Limit();
return await CommandLine.RunAsync(args);
