import Cryptography
package import Storage
import Synchronization

// Who may do what. All of it lies in a database of its own, `accounts.sqlite`, which the command
// line writes too: so nothing is remembered here that another process may change.

/// Users, their sessions and tokens, and the log of what they changed.
package final class AccountBook: Sendable {
  let database: any Database
  let configuration: AccountsConfiguration
  let passwords: PasswordDesk
  let throttle: LoginThrottle
  /// Right passwords that wait for their code, by secret.
  let halfway = Mutex<[String: (account: Int, until: Double)]>([:])
  /// In seconds since 1970.
  let now: @Sendable () -> Double

  package init(
    database: any Database, configuration: AccountsConfiguration = AccountsConfiguration(),
    now: @escaping @Sendable () -> Double
  ) {
    self.database = database
    self.configuration = configuration
    self.now = now
    passwords = PasswordDesk(configuration)
    throttle = LoginThrottle(configuration)
  }

  package static let migrations = [
    Migration(
      "accounts-1",
      [
        """
        create table account(
          id integer primary key,
          name text not null unique,
          role text not null,
          businesses text,
          password text,
          code_secret blob,
          code_step integer not null default 0,
          is_disabled integer not null default 0,
          created real not null)
        """,
        """
        create table setting(
          account integer not null references account(id) on delete cascade,
          name text not null,
          value text not null,
          primary key(account, name))
        """,
        """
        create table session(
          digest blob primary key,
          number text not null unique,
          account integer not null references account(id) on delete cascade,
          begun real not null,
          seen real not null,
          address text not null,
          agent text not null)
        """,
        """
        create table token(
          id integer primary key,
          digest blob not null unique,
          account integer not null references account(id) on delete cascade,
          name text not null,
          role text not null,
          businesses text,
          created real not null,
          expires real not null,
          used real)
        """,
        """
        create table link(
          digest blob primary key,
          account integer references account(id) on delete cascade,
          expires real not null)
        """,
        """
        create table audit(
          id integer primary key,
          at real not null,
          account integer,
          name text not null,
          action text not null,
          subject text not null,
          detail text not null,
          address text not null,
          request text not null)
        """,
      ]),
    Migration(
      "accounts-2",
      ["alter table token add column maker integer references token(id) on delete cascade"]),
  ]

  /// Ends the threads. Nothing may be asked afterwards.
  package func close() { passwords.close() }
}
