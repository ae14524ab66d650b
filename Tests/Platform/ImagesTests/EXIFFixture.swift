/// Puts an EXIF segment into JPEG files: a camera, a time, how the picture lies, and where it was
/// taken.
///
/// Source: EXIF 2.3 (CIPA DC-008), 4.5 and 4.6; TIFF 6.0, 2. Offsets count from the TIFF header.
enum EXIFFixture {
  static let camera = "Fixture 1"

  static func insert(into jpeg: [UInt8], orientation: UInt16) -> [UInt8] {
    let content = Array("Exif\0\0".utf8) + tiff(orientation: orientation)
    // After the marker that starts the file.
    return Array(jpeg.prefix(2)) + [0xff, 0xe1] + short(UInt16(content.count + 2)) + content
      + Array(jpeg.dropFirst(2))
  }

  /// Big-endian: the header (8), IFD0 with four entries (54, from 8), the EXIF IFD with one (18,
  /// from 62), the GPS IFD with two (30, from 80), then the values (from 110).
  private static func tiff(orientation: UInt16) -> [UInt8] {
    let model = Array("\(camera)\0".utf8)
    let time = Array("2024:05:17 08:30:00\0".utf8)
    let place = [51, 1, 30, 1, 26, 1].flatMap(long)
    let modelStart: UInt32 = 110
    let timeStart = modelStart + UInt32(model.count)
    let placeStart = timeStart + UInt32(time.count)
    let first = [
      entry(0x0110, type: 2, count: model.count, long(modelStart)),
      entry(0x0112, type: 3, count: 1, short(orientation) + [0, 0]),
      entry(0x8769, type: 4, count: 1, long(62)), entry(0x8825, type: 4, count: 1, long(80)),
    ]
    let taken = [entry(0x9003, type: 2, count: time.count, long(timeStart))]
    let gps = [
      entry(0x0001, type: 2, count: 2, Array("N\0\0\0".utf8)),
      entry(0x0002, type: 5, count: 3, long(placeStart)),
    ]
    let header = Array("MM\0*".utf8) + long(8)
    return header + directory(first) + directory(taken) + directory(gps) + model + time + place
  }

  private static func directory(_ entries: [[UInt8]]) -> [UInt8] {
    short(UInt16(entries.count)) + entries.flatMap { $0 } + long(0)
  }

  private static func entry(_ tag: UInt16, type: UInt16, count: Int, _ value: [UInt8]) -> [UInt8] {
    short(tag) + short(type) + long(UInt32(count)) + value
  }

  private static func short(_ number: UInt16) -> [UInt8] {
    [UInt8(number >> 8), UInt8(number & 0xff)]
  }

  private static func long(_ number: UInt32) -> [UInt8] {
    short(UInt16(number >> 16)) + short(UInt16(number & 0xffff))
  }
}
