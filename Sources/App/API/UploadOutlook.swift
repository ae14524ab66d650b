package import Files

/// What will become of a file in the inbox, as far as its path below it says.
package struct UploadOutlook: Sendable {
  /// Why a file of this path is never taken, in words; nil when it is.
  let objection: @Sendable (Path) -> String?
  /// Whose it may come to be by the rules in force, its own name last; empty where no rule takes
  /// it.
  let businesses: @Sendable ([String]) -> Set<String>

  package init(
    objection: @escaping @Sendable (Path) -> String?,
    businesses: @escaping @Sendable ([String]) -> Set<String>
  ) {
    self.objection = objection
    self.businesses = businesses
  }
}
