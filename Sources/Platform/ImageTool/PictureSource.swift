import CImages
import Files
import Glibc
import Images

/// A file that is a picture within the limits, as far as its first bytes and its header tell.
struct PictureSource: ~Copyable {
  let format: PictureFormat
  let header: PictureHeader
  private let descriptor: Descriptor

  /// Once, before the first source.
  static func startLibrary() throws(DecoderError) {
    var message = images_message()
    if images_start(&message) != 0 { throw DecoderError(message) }
  }

  /// Opens and checks a file; nothing is decoded yet.
  init(_ path: Path, _ limits: ImageLimits) throws(ImageRefusal) {
    let descriptor = try Self.open(path)
    try Self.checkSize(of: descriptor, limits)
    let format = try Self.format(of: descriptor, path)
    let header = try Self.header(of: descriptor, format)
    let (pixels, isTooMuch) = header.width.multipliedReportingOverflow(by: header.height)
    if isTooMuch || pixels > limits.pixelsMax {
      throw .tooManyPixels(
        width: header.width, height: header.height, pixelsMax: limits.pixelsMax)
    }
    self.descriptor = descriptor
    self.format = format
    self.header = header
  }

  /// The first page, upright, shrunk to fit the box.
  borrowing func decode(widthMax: Int, heightMax: Int) throws(ImageRefusal) -> DecodedPicture {
    do throws(DecoderError) {
      return try DecodedPicture(descriptor, widthMax: widthMax, heightMax: heightMax)
    } catch {
      throw Self.refusal(error, format, descriptor)
    }
  }

  /// No link, and no waiting for the other end of a FIFO.
  private static func open(_ path: Path) throws(ImageRefusal) -> Descriptor {
    do throws(FileError) {
      return try Descriptor.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
    } catch {
      throw .unreadable(detail: "\(error.errno)")
    }
  }

  private static func checkSize(
    of descriptor: borrowing Descriptor, _ limits: ImageLimits
  ) throws(ImageRefusal) {
    let status: FileStatus
    do throws(Errno) {
      status = try descriptor.status()
    } catch {
      throw .unreadable(detail: "\(error)")
    }
    if status.kind != .file { throw .unreadable(detail: "it is no plain file") }
    if status.size == 0 { throw .empty }
    if status.size > limits.bytesMax {
      throw .tooLarge(bytes: status.size, bytesMax: limits.bytesMax)
    }
  }

  private static func format(
    of descriptor: borrowing Descriptor, _ path: Path
  ) throws(ImageRefusal) -> PictureFormat {
    var bytes = [UInt8](repeating: 0, count: PictureFormat.signatureSize)
    let count: Int
    do {
      count = try bytes.withUnsafeMutableBytes { try descriptor.read(into: $0, path: path) }
    } catch {
      throw .unreadable(detail: "\((error as? FileError)?.errno ?? .last)")
    }
    if let format = PictureFormat(signature: bytes[..<count]) { return format }
    throw .notTaken(type: PictureFormat.type(ofContent: bytes[..<count]))
  }

  private static func header(
    of descriptor: borrowing Descriptor, _ format: PictureFormat
  ) throws(ImageRefusal) -> PictureHeader {
    do throws(DecoderError) {
      return try PictureHeader(of: descriptor)
    } catch {
      throw refusal(error, format, descriptor)
    }
  }

  private static func refusal(
    _ error: DecoderError, _ format: PictureFormat, _ descriptor: borrowing Descriptor
  ) -> ImageRefusal {
    if error.isAboutMissingData { return .cutOff(percent: wholePercent(format, descriptor)) }
    if Container.isCutOff(descriptor, format) { return .cutOff(percent: nil) }
    if error.isAboutMemory { return .tooMuchMemory }
    if error.isAboutUnknownFormat {
      return .damaged(detail: "it begins as \(format.name), but does not go on so")
    }
    return .damaged(detail: error.text)
  }

  /// How much of the picture can be decoded, for the formats that come row by row. A progressive
  /// picture fails at its first row however much is there, so none is as good as not known.
  private static func wholePercent(
    _ format: PictureFormat, _ descriptor: borrowing Descriptor
  ) -> Int? {
    guard format == .jpeg || format == .png else { return nil }
    var message = images_message()
    var rows: Int32 = 0
    var header = images_header()
    guard images_read_header(descriptor.rawValue, &header, &message) == 0, header.height > 0,
      images_whole_rows(descriptor.rawValue, &rows, &message) == 0, rows > 0
    else { return nil }
    return Int(rows) * 100 / Int(header.height)
  }
}
