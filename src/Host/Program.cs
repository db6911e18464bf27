using Rupaya.Host;

return await CommandLine.RunAsync(args);
