using Cms.CommandLine;

return await CmsCommands.RunAsync(args);
