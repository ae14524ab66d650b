package import Accounts
import Foundation
package import Pipeline
import SQLiteStorage

/// Users and sessions of a workspace, opened: by the daemon, and by commands beside it.
package struct AccountsStore: Sendable {
  package let accounts: AccountBook
  private let database: SQLiteDatabase

  /// - Throws: ``DaemonError`` `damaged` or `newer`, ``Files/FileError``, ``Storage/StorageError``.
  package static func open(_ workspace: Workspace) async throws -> AccountsStore {
    let database = try await Schema.open(
      workspace.accounts, AccountBook.migrations, isIndex: false)
    let accounts = AccountBook(database: database, now: { Date().timeIntervalSince1970 })
    return AccountsStore(accounts: accounts, database: database)
  }

  /// The steps that a newer program took.
  package static func unknown(_ applied: [String]) -> [String] {
    Schema.unknown(to: AccountBook.migrations, applied)
  }

  package func close() async {
    accounts.close()
    await database.close()
  }
}
