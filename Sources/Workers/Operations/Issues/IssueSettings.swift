import Foundation
import Rules

/// Where issues are filed, from the part `issues` of a rule file.
struct IssueSettings: Sendable, Equatable {
  /// `owner/name`
  var repository: String
  /// Of the interface, without a slash at its end.
  var url = "https://api.github.com"
  var token: KeySource
  /// Whose incidents are filed; empty: everybody's.
  var businesses: [String] = []

  /// - Returns: nil when something is wrong, which is told.
  init?(_ setting: Setting, _ reader: inout SettingsReader) {
    let repository = setting["repository"]?.text ?? ""
    let parts = repository.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isNamePart) })
    else {
      reader.fault("issues need a repository", at: setting, hint: "repository: owner/name")
      return nil
    }
    guard let written = setting["token"] else {
      reader.fault("issues need a token", at: setting, hint: "token: credential:github")
      return nil
    }
    guard let token = reader.key(written, named: "github") else { return nil }
    self.repository = repository
    self.token = token
    businesses = setting["businesses"]?.texts ?? []
    guard let url = setting["url"]?.text else { return }
    guard url.hasPrefix("https://") || url.hasPrefix("http://"), !url.contains("@") else {
      reader.fault("“\(url)” is no address of an interface", at: setting)
      return nil
    }
    self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
  }

  private static func isNamePart(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
  }
}
