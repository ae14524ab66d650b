/// Who did something, and from where: what the audit log keeps.
package struct Origin: Sendable, Equatable {
  package let accountID: Int?
  package let name: String
  package let address: String
  /// The number of the request.
  package let request: String

  package init(accountID: Int?, name: String, address: String, request: String) {
    self.accountID = accountID
    self.name = name
    self.address = address
    self.request = request
  }

  /// Somebody at the machine's own command line, who may write its files anyway.
  package static let commandLine = Origin(
    accountID: nil, name: "command line", address: "", request: "")
}
