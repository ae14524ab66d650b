import Storage

/// The worker's tables: what failed, where it was seen, what is to be done, and what was done.
enum OperationsMigrations {
  static let all = [
    Migration(
      "operations-1",
      [
        """
        create table operations_incident(
          business text not null,
          id text not null,
          fingerprint text not null,
          environment text not null,
          kind text not null,
          severity text not null,
          title text not null,
          summary text not null,
          cause text not null,
          hints text not null,
          exception text not null,
          frames text not null,
          excerpt text not null,
          count bigint not null,
          first bigint not null,
          last bigint not null,
          opened bigint not null,
          reopened bigint not null,
          primary key (business, id))
        """,
        """
        create table operations_sighting(
          business text not null,
          incident text not null,
          source text not null,
          file text not null,
          line bigint not null,
          last_line bigint not null,
          count bigint not null,
          first bigint not null,
          last bigint not null,
          run text,
          step text,
          moments text not null,
          primary key (business, incident, source))
        """,
        """
        create table operations_task(
          business text not null,
          id text not null,
          incident text,
          type text not null,
          title text not null,
          body text not null,
          priority text not null,
          state text not null,
          agent text,
          avoid text,
          retries bigint not null,
          level bigint not null,
          created bigint not null,
          changed bigint not null,
          due bigint not null,
          lease bigint,
          not_before bigint not null,
          depends text not null,
          choice text not null,
          shown bigint not null default 0,
          primary key (business, id))
        """,
        "create index operations_task_state on operations_task(business, state)",
        """
        create table operations_history(
          business text not null,
          number bigint not null,
          time bigint not null,
          task text,
          incident text,
          text text not null,
          primary key (business, number))
        """,
        """
        create table operations_agent(
          business text not null,
          agent text not null,
          kind text not null,
          done bigint not null,
          failed bigint not null,
          last_assigned bigint,
          primary key (business, agent, kind))
        """,
      ]),
    Migration(
      "operations-2",
      [
        """
        create table operations_clock(
          business text primary key,
          tended bigint,
          dropped bigint)
        """,
        """
        create table operations_work(
          business text not null,
          task text not null,
          turn bigint not null,
          what text not null,
          started bigint not null,
          ended bigint,
          said text,
          primary key (business, task, turn, what))
        """,
      ]),
    IssueTable.migration,
    Migration(
      "operations-4",
      [
        "alter table operations_task add column filed bigint not null default 0",
        """
        create index operations_task_open
          on operations_task(business, state, due, lease, changed, not_before, agent)
          where state not in ('completed', 'cancelled')
        """,
        "create index operations_task_closed on operations_task(business, changed)",
        "create index operations_task_hidden on operations_task(business) where shown = 0",
        "create index operations_task_unfiled on operations_task(business) where filed = 0",
        "create index operations_task_incident on operations_task(business, incident)",
      ]),
    // Who was given what and when, and when something was heard of it.
    Migration(
      "operations-5",
      [
        """
        create table operations_turn(
          business text not null,
          task text not null,
          given bigint not null,
          agent text not null,
          heard bigint,
          ended bigint,
          primary key (business, task, given))
        """,
        "create index operations_turn_agent on operations_turn(business, agent, given)",
      ]),
    // Which logs are copies and pieces of one, and the newest of what grows, without the rest.
    Migration(
      "operations-6",
      [
        "alter table operations_incident add column logs bigint not null default 1",
        "alter table operations_sighting add column origin text not null default ''",
        "alter table operations_sighting add column known bigint not null default 0",
        "alter table operations_sighting add column piece bigint not null default 0",
        "update operations_sighting set origin = file",
        """
        update operations_incident set logs = (
          select count(distinct s.origin) from operations_sighting s
          where s.business = operations_incident.business and s.incident = operations_incident.id)
        """,
        "create index operations_sighting_first on operations_sighting(business, incident, first)",
        """
        create index operations_sighting_origin
          on operations_sighting(business, incident, origin, first)
        """,
        """
        create index operations_history_incident
          on operations_history(business, incident, number)
        """,
      ]),
    // Of which reports what they ask for was done.
    Migration("operations-7", ["create table operations_report(item bigint primary key)"]),
  ]
}
