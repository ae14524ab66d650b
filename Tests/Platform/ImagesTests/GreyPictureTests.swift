import Testing

@testable import Images

@Suite struct `A picture in grey` {
  @Test(
    arguments: [
      (GreyPicture(1, 1) { _, _ in 255 }, 1, 0, 0),
      (GreyPicture(9, 8) { _, _ in 0 }, 0, 0, 0),
      // Brighter to the right: every bit set; a plane has no second derivative.
      (GreyPicture(90, 80) { x, _ in UInt8(x) }, 44.5 / 255, 0, .max),
      (GreyPicture(90, 80) { x, _ in UInt8(90 - x) }, 45.5 / 255, 0, 0),
      // A chessboard's Laplacian is ±4 × 255 everywhere, half of each.
      (GreyPicture(10, 10) { x, y in (x + y) % 2 == 0 ? 255 : 0 }, 0.5, 1_040_400, nil),
    ] as [(GreyPicture, Double, Double, UInt64?)])
  func `is judged by its pixels`(
    _ picture: GreyPicture, _ brightness: Double, _ sharpness: Double, _ hash: UInt64?
  ) {
    #expect(abs(picture.brightness - brightness) < 1e-9)
    #expect(abs(picture.sharpness - sharpness) < 1e-6)
    if let hash { #expect(picture.differenceHash == hash) }
  }

  @Test func `keeps its hash at another size and brightness`() {
    let small = GreyPicture(72, 64) { x, y in UInt8((x * 3 + y * x / 9) % 97) }
    let large = GreyPicture(216, 192) { x, y in small.pixels[(y / 3) * 72 + x / 3] + 40 }
    #expect((small.differenceHash ^ large.differenceHash).nonzeroBitCount == 0)
  }

  @Test func `is less sharp when blurred`() {
    let crisp = GreyPicture(64, 64) { x, y in (x / 8 + y / 8) % 2 == 0 ? 200 : 50 }
    let soft = GreyPicture(64, 64) { x, y in
      let around = [-2, -1, 0, 1, 2].map { Int(crisp.pixels[y * 64 + min(63, max(0, x + $0))]) }
      return UInt8(around.reduce(0, +) / 5)
    }
    #expect(soft.sharpness < crisp.sharpness)
  }
}

extension GreyPicture {
  fileprivate init(_ width: Int, _ height: Int, _ pixel: (Int, Int) -> UInt8) {
    let pixels = (0..<height).flatMap { y in (0..<width).map { x in pixel(x, y) } }
    self.init(width: width, height: height, pixels: pixels)
  }
}
