/// A small copy of a picture in shades of grey, from which its looks are judged.
package struct GreyPicture: Equatable, Sendable {
  package let width: Int
  package let height: Int
  /// Rows from the top, 0 black to 255 white.
  package let pixels: [UInt8]

  package init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(
      width > 0 && height > 0 && pixels.count == width * height, "a pixel for each place")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// 0 black to 1 white.
  package var brightness: Double {
    let sum = pixels.reduce(0) { $0 + Int($1) }
    return Double(sum) / Double(pixels.count) / 255
  }

  /// Variance of the Laplacian: a blurred picture has few edges, so its second derivative is flat
  /// everywhere. Compare pictures of one size only. 0 for pictures without inner pixels.
  ///
  /// Source: Pech-Pacheco et al., “Diatom autofocusing in brightfield microscopy: a comparative
  /// study”, doi:10.1109/ICPR.2000.903548.
  package var sharpness: Double {
    guard width > 2, height > 2 else { return 0 }
    var sum = 0
    var squares = 0
    for row in 1..<(height - 1) {
      for place in (row * width + 1)..<(row * width + width - 1) {
        let around =
          Int(pixels[place - 1]) + Int(pixels[place + 1]) + Int(pixels[place - width])
          + Int(pixels[place + width])
        let laplacian = around - 4 * Int(pixels[place])
        sum += laplacian
        squares += laplacian * laplacian
      }
    }
    let count = Double((width - 2) * (height - 2))
    let mean = Double(sum) / count
    return Double(squares) / count - mean * mean
  }

  /// Difference hash: the picture as 9 × 8 patches, one bit for each two neighbours in a row, set
  /// when the right one is brighter; the top left is the highest bit.
  ///
  /// Scaling, recoding and evenly changed brightness hardly alter it; a picture of one colour has
  /// 0.
  package var differenceHash: UInt64 {
    var hash: UInt64 = 0
    for row in 0..<8 {
      let patches = (0..<9).map { mean(column: $0, row: row) }
      for (left, right) in zip(patches, patches.dropFirst()) {
        hash = hash << 1 | (right > left ? 1 : 0)
      }
    }
    return hash
  }

  /// The mean of one of the 9 × 8 patches; at least one pixel, so small pictures repeat theirs.
  private func mean(column: Int, row: Int) -> Int {
    let left = column * width / 9
    let right = max(left + 1, (column + 1) * width / 9)
    let top = row * height / 8
    let bottom = max(top + 1, (row + 1) * height / 8)
    var sum = 0
    for line in top..<bottom {
      for place in (line * width + left)..<(line * width + right) { sum += Int(pixels[place]) }
    }
    // In 1/16 of a shade, so that rounding does not flip bits of smooth pictures.
    return sum * 16 / ((right - left) * (bottom - top))
  }
}
