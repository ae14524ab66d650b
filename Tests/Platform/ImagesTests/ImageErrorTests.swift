import Files
import Processes
import Testing

@testable import Images

@Suite struct `An error about a picture` {
  @Test(
    arguments: [
      (.refused(.empty), "“front.jpg” is empty"),
      (
        .refused(.cutOff(percent: 40)),
        "“front.jpg” is cut off: its data ends after 40 % of the picture"
      ),
      (
        .refused(.cutOff(percent: nil)),
        "“front.jpg” is cut off: its data ends before the picture does"
      ),
      (
        .refused(.tooManyPixels(width: 30_000, height: 30_000, pixelsMax: 100_000_000)),
        "“front.jpg” is 30,000 × 30,000 pixels; the limit is 100 megapixels"
      ),
      (
        .refused(.tooLarge(bytes: 1_234_560_000, bytesMax: 100_000_000)),
        "“front.jpg” has 1,234.6 MB; the limit is 100.0 MB"
      ),
      (
        .refused(.notTaken(type: "text/html")),
        "“front.jpg” is no picture (it looks like text/html)"
      ),
      (
        .refused(.notTaken(type: "image/bmp")),
        "“front.jpg” is of a kind that is not taken (image/bmp); "
          + "JPEG, PNG, WebP, HEIF, AVIF, GIF and TIFF are"
      ),
      (.process(.crashed(signal: 11)), "“front.jpg” crashed the decoder (signal 11)"),
      (.process(.timedOut(.seconds(60))), "“front.jpg” was not made ready within 60.0 seconds"),
      (
        .process(.unavailable("/usr/bin/dropmill-images", .noSuchFile)),
        "“front.jpg” was not looked at: “/usr/bin/dropmill-images”: No such file or directory"
      ),
    ] as [(ImageError.Reason, String)])
  func `is told in a sentence`(_ reason: ImageError.Reason, _ text: String) {
    #expect(ImageError(reason, "/in/front.jpg").description == text)
  }
}
