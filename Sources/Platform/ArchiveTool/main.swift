ArchiveTool.main()
