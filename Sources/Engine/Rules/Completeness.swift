/// How it is known that a file has wholly arrived.
package struct Completeness: Sendable, Equatable {
  package let settle: Duration?  // quiet time before it is taken; nil: as configured
  package let marker: String?  // “.done”: march.csv is taken when march.csv.done lies beside it
  package let bundle: Bool  // a folder of this path is taken as one item
  // It is never whole: its new lines are taken, and it stays where it is.
  package var follows = false

  /// What holds where no rule says otherwise.
  package static let standard = Completeness(settle: nil, marker: nil, bundle: false)
}
