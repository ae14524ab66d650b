// A table: the attributes that may be written, one function each. Use ``Attribute/when(_:)`` for
// one that stands only under a condition.

extension Attribute {
  // Any element
  @inlinable package static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
  @inlinable package static func id(_ value: String) -> Attribute { Attribute("id", value) }
  @inlinable package static func lang(_ value: String) -> Attribute { Attribute("lang", value) }
  @inlinable package static func dir(_ value: String) -> Attribute { Attribute("dir", value) }
  @inlinable package static func title(_ value: String) -> Attribute { Attribute("title", value) }
  @inlinable package static func role(_ value: String) -> Attribute { Attribute("role", value) }
  @inlinable package static func ariaLabel(_ value: String) -> Attribute {
    Attribute("aria-label", value)
  }
  @inlinable package static func ariaLabelledBy(_ value: String) -> Attribute {
    Attribute("aria-labelledby", value)
  }
  @inlinable package static func ariaDescribedBy(_ value: String) -> Attribute {
    Attribute("aria-describedby", value)
  }
  @inlinable package static func ariaCurrent(_ value: String) -> Attribute {
    Attribute("aria-current", value)
  }
  @inlinable package static func ariaSort(_ value: String) -> Attribute {
    Attribute("aria-sort", value)
  }
  @inlinable package static func ariaLive(_ value: String) -> Attribute {
    Attribute("aria-live", value)
  }
  /// What a script is to know of an element.
  @inlinable package static func data(_ name: DataName, _ value: String) -> Attribute {
    Attribute(name.attribute, value)
  }

  // Links and resources
  @inlinable package static func href(_ value: Link?) -> Attribute { Attribute("href", value) }
  @inlinable package static func src(_ value: Link?) -> Attribute { Attribute("src", value) }
  @inlinable package static func action(_ value: Link?) -> Attribute { Attribute("action", value) }
  @inlinable package static func cite(_ value: Link?) -> Attribute { Attribute("cite", value) }
  @inlinable package static func rel(_ value: String) -> Attribute { Attribute("rel", value) }
  @inlinable package static func media(_ value: String) -> Attribute { Attribute("media", value) }
  @inlinable package static func type(_ value: String) -> Attribute { Attribute("type", value) }
  @inlinable package static func download(_ value: String) -> Attribute {
    Attribute("download", value)
  }

  // Pictures and drawings
  @inlinable package static func alt(_ value: String) -> Attribute { Attribute("alt", value) }
  @inlinable package static func sizes(_ value: String) -> Attribute { Attribute("sizes", value) }
  @inlinable package static func loading(_ value: Loading) -> Attribute {
    Attribute("loading", .loading(value))
  }
  @inlinable package static func width(_ value: Int) -> Attribute { Attribute("width", value) }
  @inlinable package static func height(_ value: Int) -> Attribute { Attribute("height", value) }

  // Text and tables
  @inlinable package static func datetime(_ value: String) -> Attribute {
    Attribute("datetime", value)
  }
  @inlinable package static func value(_ value: String) -> Attribute { Attribute("value", value) }
  @inlinable package static func scope(_ value: String) -> Attribute { Attribute("scope", value) }
  @inlinable package static func colspan(_ value: Int) -> Attribute { Attribute("colspan", value) }
  @inlinable package static func rowspan(_ value: Int) -> Attribute { Attribute("rowspan", value) }
  @inlinable package static func tabindex(_ value: Int) -> Attribute {
    Attribute("tabindex", value)
  }

  // Forms
  @inlinable package static func method(_ value: String) -> Attribute { Attribute("method", value) }
  @inlinable package static func name(_ value: String) -> Attribute { Attribute("name", value) }
  @inlinable package static func `for`(_ value: String) -> Attribute { Attribute("for", value) }
  @inlinable package static func placeholder(_ value: String) -> Attribute {
    Attribute("placeholder", value)
  }
  @inlinable package static func autocomplete(_ value: String) -> Attribute {
    Attribute("autocomplete", value)
  }
  @inlinable package static func inputMode(_ value: String) -> Attribute {
    Attribute("inputmode", value)
  }
  @inlinable package static func pattern(_ value: String) -> Attribute {
    Attribute("pattern", value)
  }
  @inlinable package static func min(_ value: String) -> Attribute { Attribute("min", value) }
  @inlinable package static func max(_ value: String) -> Attribute { Attribute("max", value) }
  @inlinable package static func step(_ value: String) -> Attribute { Attribute("step", value) }
  @inlinable package static func maxLength(_ value: Int) -> Attribute {
    Attribute("maxlength", value)
  }

  @inlinable package static func encoding(_ value: String) -> Attribute {
    Attribute("enctype", value)
  }
  @inlinable package static func list(_ value: String) -> Attribute { Attribute("list", value) }
  @inlinable package static func rows(_ value: Int) -> Attribute { Attribute("rows", value) }
  @inlinable package static func spellcheck(_ value: String) -> Attribute {
    Attribute("spellcheck", value)
  }
  /// The form that a field outside of it belongs to.
  @inlinable package static func form(_ value: String) -> Attribute { Attribute("form", value) }
  @inlinable package static func formAction(_ value: Link?) -> Attribute {
    Attribute("formaction", value)
  }

  // Flags
  @inlinable package static var checked: Attribute { Attribute("checked", .present) }
  @inlinable package static var required: Attribute { Attribute("required", .present) }
  @inlinable package static var disabled: Attribute { Attribute("disabled", .present) }
  @inlinable package static var selected: Attribute { Attribute("selected", .present) }
  @inlinable package static var multiple: Attribute { Attribute("multiple", .present) }
  @inlinable package static var readonly: Attribute { Attribute("readonly", .present) }
  @inlinable package static var open: Attribute { Attribute("open", .present) }
  @inlinable package static var hidden: Attribute { Attribute("hidden", .present) }
  @inlinable package static var reversed: Attribute { Attribute("reversed", .present) }
  @inlinable package static var ariaHidden: Attribute { Attribute("aria-hidden", "true") }

  /// The files of one picture with their widths in pixels, for the browser to choose from.
  package static func srcset(_ sources: [(link: Link, width: Int)]) -> Attribute {
    Attribute("srcset", sources.isEmpty ? .absent : .sources(sources))
  }
}
