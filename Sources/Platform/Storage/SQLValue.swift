/// A value bound to a parameter of a statement.
package enum SQLValue: Equatable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByNilLiteral
{
  case null
  case integer(Int)
  case real(Double)
  case text(String)
  case blob([UInt8])

  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .real(value) }
  package init(nilLiteral: ()) { self = .null }

  package init(_ value: String?) { self = value.map(SQLValue.text) ?? .null }
  package init(_ value: Int?) { self = value.map(SQLValue.integer) ?? .null }
  package init(_ value: Double?) { self = value.map(SQLValue.real) ?? .null }
}
