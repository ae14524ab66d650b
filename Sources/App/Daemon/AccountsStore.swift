package import Accounts
import Foundation
package import Pipeline
import SQLiteStorage

/// Users and sessions of a workspace, opened: by the daemon, and by commands beside it.
package struct AccountsStore: Sendable {
  package let accounts: AccountBook
  private let database: SQLiteDatabase

  /// - Throws: ``DaemonError`` `newer`, ``Files/FileError``, ``Storage/StorageError``.
  package static func open(_ workspace: Workspace) async throws -> AccountsStore {
    let database = try await Schema.open(
      workspace.accounts, AccountBook.migrations, isIndex: false)
    let accounts = AccountBook(database: database, now: { Date().timeIntervalSince1970 })
    return AccountsStore(accounts: accounts, database: database)
  }

  package func close() async {
    accounts.close()
    await database.close()
  }
}
