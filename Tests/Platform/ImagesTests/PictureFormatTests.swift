import Testing

@testable import Images

@Suite struct `The format of a picture` {
  @Test(
    arguments: [
      ([0xff, 0xd8, 0xff, 0xe0], .jpeg), ([0x89] + Array("PNG\r\n\u{1a}\n".utf8), .png),
      (Array("GIF89a".utf8), .gif), (Array("GIF87a".utf8), .gif),
      (Array("RIFF\u{4}\0\0\0WEBPVP8 ".utf8), .webp), (Array("II*\0".utf8), .tiff),
      (Array("MM\0*".utf8), .tiff), (box("heic", "mif1"), .heif), (box("mif1", "heic"), .heif),
      (box("avif", "mif1"), .avif), (box("mif1", "avif"), .avif),
      // Near misses.
      (box("isom", "mp42"), nil), (Array("RIFF\u{4}\0\0\0WAVE".utf8), nil), ([0xff, 0xd8], nil),
      (Array("PNG\r\n\u{1a}\n".utf8), nil), ([0, 0, 0, 0x20] + Array("ftyp".utf8), nil), ([], nil),
    ] as [([UInt8], PictureFormat?)])
  func `comes from the first bytes`(_ bytes: [UInt8], _ format: PictureFormat?) {
    #expect(PictureFormat(signature: bytes) == format)
  }

  @Test(
    arguments: [
      ("<!DOCTYPE html><p>", "text/html"), ("\n<HTML>", "text/html"),
      ("<?xml version=\"1.0\"?><svg>", "image/svg+xml"), ("<?xml version=\"1.0\"?>", "text/xml"),
      ("a,b,c\n1,2,3\n", "text/plain"), ("%PDF-1.7", "application/pdf"),
      ("PK\u{3}\u{4}", "application/zip"), ("BM6", "image/bmp"),
      ("\0\0\0 ftypisom", "video/mp4"), ("\u{1}\u{2}", "application/octet-stream"),
    ])
  func `is told apart from what is none`(_ text: String, _ type: String) {
    #expect(PictureFormat(signature: text.utf8) == nil)
    #expect(PictureFormat.type(ofContent: text.utf8) == type)
  }
}

/// A file type box with a major brand and one compatible brand.
private func box(_ major: String, _ compatible: String) -> [UInt8] {
  [0, 0, 0, 20] + Array("ftyp\(major)\0\0\0\0\(compatible)".utf8)
}
