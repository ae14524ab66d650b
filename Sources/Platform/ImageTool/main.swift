ImageTool.main(arguments: Array(CommandLine.arguments.dropFirst()))
