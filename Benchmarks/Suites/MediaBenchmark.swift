import Files
import Foundation
import Images
import TestSupport

/// Photos made into the copies that a site shows, by as many processes as there are cores.
enum MediaBenchmark: Benchmark {
  static let name = "media"

  private static let widths = [480, 800, 1200, 1600]
  private static let cores = ProcessInfo.processInfo.activeProcessorCount

  static func run(_ bench: Bench) async throws {
    let count = bench.options.isQuick ? 8 : 24
    let missing = bench.peers.missing([], programs: ["vipsthumbnail"])
    var rates: [Double] = []
    var peerRates: [Double] = []
    for _ in 0..<bench.runs {
      let directory = try bench.makeDirectory()
      let photos = try await makePhotos(count, in: directory)
      let workers = makeWorkers()
      let seconds = try await seconds { try await render(photos, workers, to: directory) }
      await workers.close()
      rates.append(Double(count) / seconds)
      if missing == nil { peerRates.append(try peer(bench, photos, directory)) }
    }
    bench.add(
      Figure(
        name: "media: photos of 12 megapixels, 12 copies each", value: Sample(rates).median,
        unit: "photos/s", peer: "vipsthumbnail, 12 calls",
        peerValue: missing == nil ? Sample(peerRates).median : nil, target: .timesPeer(1),
        note: missing ?? Sample(rates).range))
    try await refuse(bench)
  }

  /// What says that it is large is refused before it is decoded.
  private static func refuse(_ bench: Bench) async throws {
    let path = try bench.makeDirectory() / "large.tif"
    try FileWriter.write(largeTIFF(side: 30_000), to: path)
    let workers = makeWorkers()
    var times: [Double] = []
    for _ in 0..<20 {
      times.append(
        try await seconds {
          do {
            _ = try await workers.use { try await $0.inspect(path) }
            throw BenchError("a picture of 30,000 × 30,000 pixels was taken")
          } catch is ImageError {}
        })
    }
    await workers.close()
    bench.add(
      Figure(
        name: "media: 30,000 × 30,000 pixels refused", value: Sample(times).median * 1000,
        unit: "ms", target: .atMost(500), note: Sample(times.map { $0 * 1000 }).range))
  }

  private static func makeWorkers() -> ImageWorkers {
    ImageWorkers(count: cores) { ImageWorker(executable: ImageWorker.besideThisProgram()) }
  }

  private static func render(
    _ photos: [Path], _ workers: ImageWorkers, to directory: Path
  ) async throws {
    try await withThrowingTaskGroup { group in
      for (index, photo) in photos.enumerated() {
        group.addTask {
          let request = RenderRequest(
            source: photo, directory: directory, name: "copy-\(index)", widths: widths,
            encodings: [.avif, .webp, .jpeg])
          _ = try await workers.use { try await $0.render(request) }
        }
      }
      try await group.waitForAll()
    }
  }

  /// The same copies, a program for each, as many at a time as there are cores.
  private static func peer(_ bench: Bench, _ photos: [Path], _ directory: Path) throws -> Double {
    let endings = ["avif[Q=55,effort=1,strip]", "webp[Q=75,effort=2,strip]", "jpg[Q=80,strip]"]
    var lines = ""
    for (index, photo) in photos.enumerated() {
      for width in widths {
        for ending in endings {
          lines +=
            "\(photo) --size \(width)x16000> -o \(directory)/peer-\(index)-\(width).\(ending)\n"
        }
      }
    }
    let list = directory / "list.txt"
    try FileWriter.write(Array(lines.utf8), to: list)
    let seconds = try seconds {
      let child = try ChildProcess(
        "xargs", ["-a", list.description, "-L", "1", "-P", "\(cores)", "vipsthumbnail"],
        environment: ["VIPS_CONCURRENCY": "1"], errors: .file(directory / "errors.txt"))
      if try child.finish().code != 0 { throw BenchError("see \(directory)/errors.txt") }
    }
    return Double(photos.count) / seconds
  }

  /// JPEG files of 4,000 × 3,000 pixels with soft colours, edges and some grain.
  private static func makePhotos(_ count: Int, in directory: Path) async throws -> [Path] {
    let workers = makeWorkers()
    let source = directory / "source.tif"
    try FileWriter.write(TIFF.photo(width: 4000, height: 3000), to: source)
    let request = RenderRequest(
      source: source, directory: directory, name: "photo", widths: [4000],
      encodings: [RenderRequest.Encoding(.jpeg, quality: 90)])
    _ = try await workers.use { try await $0.render(request) }
    await workers.close()
    return try (0..<count).map { index in
      let path = directory / "photo-\(index).jpg"
      try FileCopy.file(directory / "photo-4000.jpg", to: path)
      return path
    }
  }

  private static func largeTIFF(side: Int) -> [UInt8] {
    TIFF.header(width: side, height: side, samples: 1) + [UInt8](repeating: 0, count: 100)
  }
}
