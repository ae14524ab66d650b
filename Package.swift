// swift-tools-version: 6.2
// One folder per target under its layer; imports point down (docs/ARCHITECTURE.md).
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

func module(
  _ layer: String, _ name: String, _ dependencies: [Target.Dependency] = [],
  exclude: [String] = [], resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/\(layer)/\(name)",
    exclude: exclude, resources: resources, swiftSettings: strict)
}

#if arch(arm64)
  let triple = "aarch64-linux-gnu"
#else
  let triple = "x86_64-linux-gnu"
#endif

func tests(_ layer: String, _ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    path: "Tests/\(layer)/\(name)Tests", swiftSettings: strict)
}

/// A C library of Debian: a module map and a header.
func library(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/Platform/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// Our own C: what Swift cannot say (variadic calls, macros, vector instructions).
func shim(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/Platform/C/\(name)",
    cSettings: [.unsafeFlags(["-O3"])])
}

let package = Package(
  name: "dropmill",
  products: [
    .executable(name: "dropmill", targets: ["dropmill"]),
    .executable(name: "dropmill-images", targets: ["dropmill-images"]),
    .executable(name: "dropmill-archive", targets: ["dropmill-archive"]),
  ],
  targets: [
    // C
    library("CArchive", pkgConfig: "libarchive", apt: "libarchive-dev"),
    library("CInotifyTools", apt: "libinotifytools0-dev"),
    library("CCSV", apt: "libcsv-dev"),
    library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
    library("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
    library("CMagic", apt: "libmagic-dev"),
    library("CSodium", pkgConfig: "libsodium", apt: "libsodium-dev"),
    library("CZLib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    shim("CSystem"), shim("CInotifyShim"), shim("CCSVIndex"), shim("CSpawn"), shim("CThreads"),
    .target(
      name: "CBox", path: "Sources/Platform/C/CBox", linkerSettings: [.linkedLibrary("seccomp")]),
    .target(
      name: "CHTTP", path: "Sources/Platform/C/CHTTP",
      linkerSettings: [.linkedLibrary("microhttpd")]),
    .target(
      name: "CImages", path: "Sources/Platform/C/CImages",
      // Not by pkg-config: its flags for vips are refused by the package manager.
      cSettings: [
        .unsafeFlags(["-O3", "-I/usr/include/glib-2.0", "-I/usr/lib/\(triple)/glib-2.0/include"])
      ],
      linkerSettings: [
        .linkedLibrary("vips"), .linkedLibrary("gobject-2.0"), .linkedLibrary("glib-2.0"),
      ]),
    .target(
      name: "CCurl", path: "Sources/Platform/C/CCurl", linkerSettings: [.linkedLibrary("curl")]),
    // Platform
    module("Platform", "HTTPClient", ["CCurl", "Executors"]),
    module("Platform", "Executors", ["CThreads"]),
    module("Platform", "Cryptography", ["CSodium"]),
    module("Platform", "Files", ["CSystem", "Cryptography", "Executors"]),
    module("Platform", "Telemetry"),
    module("Platform", "Supervision", ["Files"]),
    module("Platform", "HTTPServer", ["CHTTP", "Files"]),
    module("Platform", "Compression", ["CZLib"]),
    module("Platform", "Processes", ["CBox", "CSpawn", "Files"]),
    module("Platform", "Images", ["Executors", "Files", "Processes"]),
    .executableTarget(
      name: "dropmill-images", dependencies: ["CImages", "Files", "Images", "Processes"],
      path: "Sources/Platform/ImageTool", swiftSettings: strict),
    module("Platform", "Archives", ["Executors", "Files", "Processes"]),
    .executableTarget(
      name: "dropmill-archive", dependencies: ["Archives", "CArchive", "Files", "Processes"],
      path: "Sources/Platform/ArchiveTool", swiftSettings: strict),
    module("Platform", "Watching", ["CInotifyShim", "CInotifyTools", "Executors", "Files"]),
    module("Platform", "Storage"),
    module("Platform", "SQLiteStorage", ["CSQLite", "Executors", "Storage"]),
    // Content
    module("Content", "Tables", ["CCSV", "CCSVIndex"]),
    module("Content", "NLG"),
    module("Content", "Analysis"), module("Content", "Logs"),
    module("Content", "Pages"), module("Content", "Chats"),
    // Engine
    module("Engine", "Rules", ["CMagic", "CYAML"]),
    module("Engine", "Jobs", ["Storage"]),
    module("Engine", "Learning"),
    module("Engine", "Agents", ["Executors", "Files", "Storage", "Telemetry"]),
    module(
      "Engine", "Models",
      [
        "Chats", "Files", "HTTPClient", "Learning", "NLG", "Pages", "Pipeline", "Rules", "Storage",
      ],
      resources: [.embedInCode("Resources")]),
    module(
      "Engine", "Pipeline",
      ["Agents", "Executors", "Files", "Jobs", "Pages", "Rules", "Storage", "Tables", "Telemetry"]),
    // Workers
    module(
      "Workers", "Parcels", ["Archives", "Files", "Pipeline", "Processes", "Watching"],
      exclude: ["README.md"]),
    module(
      "Workers", "Tabular", ["Files", "Pages", "Pipeline", "Rules", "Tables"],
      exclude: ["README.md"]),
    module(
      "Workers", "Workshop", ["Files", "Pipeline", "Processes", "Rules", "Tables"],
      exclude: ["README.md"]),
    module(
      "Workers", "Operations",
      [
        "Agents", "Archives", "Files", "HTTPClient", "Jobs", "Logs", "Pages", "Pipeline",
        "Processes", "Rules", "Storage", "Tables", "Telemetry",
      ],
      exclude: ["README.md"], resources: [.embedInCode("Resources")]),
    module(
      "Workers", "Listings",
      [
        "Analysis", "Chats", "Compression", "Executors", "Files", "Images", "Models", "NLG",
        "Pages", "Pipeline", "Processes", "Rules", "Storage", "Tables",
      ],
      exclude: ["README.md"], resources: [.embedInCode("Resources")]),
    // App
    module(
      "App", "Accounts", ["Cryptography", "Executors", "Storage"],
      resources: [.embedInCode("Resources")]),
    module(
      "App", "Web",
      ["Accounts", "Compression", "Cryptography", "Files", "HTTPServer", "Telemetry"]),
    module(
      "App", "API",
      [
        "Accounts", "Agents", "Cryptography", "Executors", "Files", "HTTPServer", "Pipeline",
        "Rules", "Storage", "Tables", "Telemetry", "Web",
      ]),
    module(
      "App", "Dashboard",
      [
        "Accounts", "Agents", "Cryptography", "Files", "HTTPServer", "Pages", "Pipeline", "Rules",
        "Storage", "Tables", "Telemetry", "Web",
      ], resources: [.embedInCode("Resources")]),
    module(
      "App", "Daemon",
      [
        "API", "Accounts", "Agents", "Cryptography", "Dashboard", "Executors", "Files",
        "HTTPServer", "Jobs", "Models", "Pipeline", "Processes", "Rules", "SQLiteStorage",
        "Storage", "Supervision", "Telemetry", "Watching", "Web",
      ]),
    module(
      "App", "Commands",
      [
        "Accounts", "Agents", "Chats", "Cryptography", "Daemon", "Executors", "Files",
        "HTTPServer", "Learning", "Models",
        "Pipeline", "Processes", "Rules", "SQLiteStorage", "Storage", "Supervision", "Tables",
        "Telemetry", "Watching", "Web",
      ],
      resources: [
        .embedInCode("DefaultRules/README.md"),
        .embedInCode("DefaultRules/05-archives.yaml"),
        .embedInCode("DefaultRules/10-listings.yaml"),
        .embedInCode("DefaultRules/20-operations.yaml"),
        .embedInCode("DefaultRules/90-tabular.yaml"),
      ]),
    .executableTarget(
      name: "dropmill",
      dependencies: [
        "Commands", "Listings", "Operations", "Parcels", "Processes", "Tabular", "Workshop",
      ],
      path: "Sources/App/dropmill", swiftSettings: strict),
    .executableTarget(
      name: "dropmill-bench",
      dependencies: [
        "Analysis", "CInotifyShim", "Executors", "Files", "Images", "Jobs", "Learning", "Listings",
        "Logs",
        "Pipeline", "SQLiteStorage", "Storage", "Tables", "Tabular", "Telemetry", "TestSupport",
        "Watching",
      ],
      path: "Benchmarks", exclude: ["README.md", "peers"], swiftSettings: strict),
    // Tests
    .target(
      name: "TestSupport", dependencies: ["CSpawn", "Files", "Storage"], path: "Tests/TestSupport",
      swiftSettings: strict),
    tests("Platform", "Compression"), tests("Platform", "Cryptography"),
    tests("Platform", "Executors"),
    tests("Platform", "Files"), tests("Platform", "HTTPServer", ["Files"]),
    tests("Platform", "Images", ["Files", "Processes"]),
    tests("Platform", "Archives", ["Files", "Processes"]),
    .executableTarget(name: "evil-program", path: "Tests/Platform/EvilProgram"),
    tests("Platform", "Processes", ["Executors", "Files", "evil-program"]),
    tests("Platform", "HTTPClient", ["Files"]),
    tests("Platform", "Watching", ["Files"]), tests("Platform", "Supervision", ["Files"]),
    tests("Platform", "SQLiteStorage", ["Files", "Storage"]),
    tests("Content", "Tables", ["CCSV"]), tests("Content", "NLG"), tests("Content", "Pages"),
    tests("Content", "Chats"),
    tests("Content", "Analysis"), tests("Content", "Logs"),
    tests("Engine", "Learning"),
    tests(
      "Engine", "Models",
      ["Chats", "Files", "Learning", "Pages", "Pipeline", "Rules", "SQLiteStorage", "Storage"]),
    tests("Engine", "Rules"), tests("Engine", "Jobs", ["SQLiteStorage", "Storage"]),
    tests("Engine", "Agents", ["Files", "SQLiteStorage", "Storage", "Telemetry"]),
    tests(
      "Engine", "Pipeline",
      ["Files", "Jobs", "Rules", "SQLiteStorage", "Storage", "Tables", "Telemetry"]),
    tests("Workers", "Tabular", ["Tables"]),
    tests(
      "Workers", "Operations",
      [
        "Agents", "Files", "HTTPClient", "Jobs", "Logs", "Pages", "Pipeline", "Rules",
        "SQLiteStorage", "Storage", "Telemetry",
      ]),
    tests(
      "Workers", "Listings",
      [
        "Chats", "Cryptography", "Files", "Images", "Models", "NLG", "Pages", "Pipeline", "Rules",
        "SQLiteStorage", "Storage", "Tables", "Telemetry",
      ]),
    tests(
      "App", "Daemon",
      [
        "API", "Accounts", "Agents", "Cryptography", "Dashboard", "Files", "HTTPServer", "Listings",
        "Models", "Operations", "Parcels", "Pipeline", "Rules", "SQLiteStorage", "Storage",
        "Tables", "Tabular", "Telemetry", "Web", "Workshop",
      ]), tests("App", "Commands", ["Files"]),
    tests("App", "API", ["Accounts", "Files", "HTTPServer", "Pipeline", "Web"]),
    tests("App", "Accounts", ["Cryptography", "SQLiteStorage", "Storage"]),
    tests(
      "App", "Web",
      ["Accounts", "Cryptography", "HTTPServer", "SQLiteStorage", "Storage", "Telemetry"]),
    tests("App", "Dashboard", ["Files", "Pages"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["TestSupport", "Files", "HTTPClient", "SQLiteStorage", "Storage"],
      path: "Tests/App/EndToEndTests",
      swiftSettings: strict),
    .testTarget(name: "TidyTests", path: "Tests/TidyTests", swiftSettings: strict),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "API", "Agents", "Archives", "Chats", "Files", "HTTPServer", "Listings", "Logs", "NLG",
        "Operations", "Pages", "Pipeline", "Rules", "Tables",
      ],
      path: "Tests/Fuzz/FuzzTargets", swiftSettings: strict),
    .testTarget(
      name: "FuzzTargetsTests", dependencies: ["Files", "FuzzTargets", "TestSupport"],
      path: "Tests/Fuzz/FuzzTargetsTests", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// libFuzzer brings a `main` of its own, which no other build may link.
if Context.environment["DROPMILL_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "dropmill-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Fuzzer",
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
