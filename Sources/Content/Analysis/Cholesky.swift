/// A symmetric positive definite matrix as L·Lᵀ.
///
/// Source: Golub, Van Loan, “Matrix Computations”, 4th edition, section 4.2.
package struct Cholesky: Sendable {
  private let lower: [Double]
  private let size: Int

  /// - Parameter lower: row by row; what stands above the diagonal is not read.
  /// - Returns: nil for a matrix that is not positive definite.
  package init?(lower: [Double], size: Int) {
    precondition(lower.count == size * size, "a square matrix, row by row")
    var matrix = lower
    for column in 0..<size {
      let line = column * size
      var pivot = matrix[line + column]
      for index in 0..<column { pivot -= matrix[line + index] * matrix[line + index] }
      // Less than rounding leaves of the original: the column depends on those before it.
      guard pivot > lower[line + column] * 1e-12, pivot > 0 else { return nil }
      let root = pivot.squareRoot()
      matrix[line + column] = root
      for row in (column + 1)..<max(size, column + 1) {
        var value = matrix[row * size + column]
        for index in 0..<column { value -= matrix[row * size + index] * matrix[line + index] }
        matrix[row * size + column] = value / root
      }
    }
    self.lower = matrix
    self.size = size
  }

  /// The x of L·Lᵀ·x = right.
  package func solve(_ right: [Double]) -> [Double] {
    var x = right
    for row in 0..<size {
      for column in 0..<row { x[row] -= lower[row * size + column] * x[column] }
      x[row] /= lower[row * size + row]
    }
    for row in (0..<size).reversed() {
      for below in (row + 1)..<max(size, row + 1) { x[row] -= lower[below * size + row] * x[below] }
      x[row] /= lower[row * size + row]
    }
    return x
  }
}
