package import Storage

/// The tables of models: what was asked and what it cost, what was answered, which words served.
package enum ModelTables {
  package static let migrations = [
    Migration(
      "models-1",
      [
        // Amounts are millionths of a dollar, times seconds since 1970.
        """
        create table model_call(
          id integer primary key,
          at real not null,
          business text not null,
          item bigint,
          purpose text not null,
          prompt text not null,
          version text not null,
          provider text not null,
          model text not null,
          tokens_in bigint not null,
          tokens_out bigint not null,
          tokens_kept bigint not null,
          cost bigint not null,
          seconds real not null,
          tries bigint not null,
          outcome text not null)
        """,
        "create index model_call_at on model_call(at)",
        """
        create table model_spend(
          scope text not null, period text not null, amount bigint not null,
          primary key (scope, period))
        """,
        """
        create table model_answer(
          key text primary key, at real not null, text text not null, model text not null,
          tokens_in bigint not null, tokens_out bigint not null)
        """,
        "create index model_answer_at on model_answer(at)",
        """
        create table prompt_use(
          business text not null, subject text not null, prompt text not null,
          version text not null, passed bigint not null, inquiries bigint,
          primary key (business, subject, prompt))
        """,
        """
        create table prompt_standing(
          item bigint not null, prompt text not null, arms text not null,
          primary key (item, prompt))
        """,
      ]),
    // Of the amount; the rest is spent.
    Migration(
      "models-2",
      ["alter table model_spend add column reserved bigint not null default 0"]),
  ]
}
