package import Accounts
import Files
import Foundation
package import Pipeline
import SQLiteStorage
import Storage

/// Users and sessions of a workspace, opened: by the daemon, and by commands beside it.
package struct AccountsStore: Sendable {
  package let accounts: AccountBook
  private let database: SQLiteDatabase

  /// - Throws: ``Files/FileError``, ``Storage/StorageError``.
  package static func open(_ workspace: Workspace) async throws -> AccountsStore {
    let path = workspace.accounts
    // Made here, so that only its owner may read it; the files beside it take after it.
    if try FileStatus.ifPresent(path) == nil { try FileWriter.makePrivate(path) }
    let database = try SQLiteDatabase(path: path.description)
    try await Migration.apply(AccountBook.migrations, to: database)
    let accounts = AccountBook(database: database, now: { Date().timeIntervalSince1970 })
    return AccountsStore(accounts: accounts, database: database)
  }

  package func close() async {
    accounts.close()
    await database.close()
  }
}
