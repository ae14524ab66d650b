/// The style sheet that all pages made here share; a data table, written out as one file.
///
/// It follows the reader's choice of light or dark, needs no fonts, pictures or scripts, and holds
/// from 320 CSS pixels up. All text has a contrast of at least 4.5 to 1. Pages use these classes:
///
/// - Frame: `width` (the centred column), `page-header`, `page-footer`, `brand`, `skip`.
/// - Top of a page: `eyebrow` (the line above the title), `lead` (the line below it).
/// - `banner` with `good`, `attention`, `failed` or `working`: how things stand.
/// - `tiles` of `tile`: key figures, each with `tile-value`, `tile-label` and `tile-note`.
/// - `cards` of `card`: boxes side by side; `panel`: one box across the page.
/// - `facts`: a `dl` of pairs, each in a `div`.
/// - `entries`: a list whose items have `entry-name`, `entry-text` and `entry-note`.
/// - `table-box` around a `table`, which then scrolls within it; cells may be `number`, `line` or
///   `value`.
/// - `badge` with a state as above, or alone; `muted`; `hidden-text` for screen readers only.
/// - `chart`, `sparkline` and the parts named in ``Chart``.
package enum Stylesheet {
  /// The colour of the page's ground, for the browser's own frame around it.
  package static let groundLight = "#f5f4f0"
  package static let groundDark = "#131518"

  /// The whole sheet, about 9 KB.
  package static let base: StaticString = """
    :root {
      color-scheme: light dark;
      --ground: #f5f4f0; --surface: #fffefc; --raised: #f0eee8; --hover: #f8f6f1;
      --ink: #1c1e22; --muted: #5b6068; --line: #e2dfd7; --edge: #c9c5ba;
      --accent: #17605a; --accent-soft: #d9e9e5; --bar: #2b7a72;
      --good: #1c6a3f; --good-soft: #e0efe4; --attention: #805200; --attention-soft: #f7ead0;
      --failed: #a32a22; --failed-soft: #f8e2de; --working: #2a579c; --working-soft: #e0e9f6;
      --radius: 12px; --gap: clamp(1rem, 0.7rem + 1.4vw, 1.75rem);
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans",
        sans-serif;
      --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "Liberation Mono",
        monospace;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #131518; --surface: #1b1e22; --raised: #24282d; --hover: #1f2327;
        --ink: #e9e7e2; --muted: #a3a8b0; --line: #2d3137; --edge: #454a52;
        --accent: #7ccabf; --accent-soft: #1d3a37; --bar: #4fa89c;
        --good: #7fd3a0; --good-soft: #17301f; --attention: #e8bc6a; --attention-soft: #35290f;
        --failed: #f49a90; --failed-soft: #3d1d1a; --working: #93b9f2; --working-soft: #1a2942;
      }
    }

    *, *::before, *::after { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; min-height: 100vh; display: flex; flex-direction: column;
      background: var(--ground); color: var(--ink);
      font: 1rem/1.6 var(--sans); font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
    }
    .width { width: 100%; max-width: 66rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2rem); }
    main { flex: 1; }
    main.width { padding-top: calc(var(--gap) * 1.5); padding-bottom: calc(var(--gap) * 2); }
    main:focus { outline: none; }
    h1, h2, h3, h4 { line-height: 1.2; margin: 0; text-wrap: balance; letter-spacing: -0.012em; }
    h1 {
      font-size: clamp(1.75rem, 1.3rem + 2vw, 2.6rem); font-weight: 680; letter-spacing: -0.022em;
    }
    h2 { font-size: 1.2rem; font-weight: 640; margin: calc(var(--gap) * 1.6) 0 0.75rem; }
    h3 { font-size: 1rem; font-weight: 640; }
    h4 { font-size: 0.9rem; font-weight: 640; }
    p { margin: 0.5rem 0; max-width: 68ch; }
    ul, ol, dl, dd, figure { margin: 0; padding: 0; }
    main ul:not([class]), main ol:not([class]) { padding-left: 1.25rem; }
    img, picture, svg { display: block; max-width: 100%; }
    img { height: auto; }
    a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 0.08em; }
    a:hover { text-decoration-thickness: 0.16em; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
    code, .value { font-family: var(--mono); font-size: 0.9em; }
    pre { overflow: auto; padding: 1rem; background: var(--raised); border-radius: var(--radius); }
    small, .muted { color: var(--muted); font-size: 0.875rem; }
    .hidden-text {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }
    .skip {
      position: absolute; left: 1rem; top: -4rem; z-index: 1; padding: 0.6rem 1rem;
      background: var(--accent); color: var(--surface); border-radius: 0 0 8px 8px;
    }
    .skip:focus { top: 0; }

    .page-header { border-bottom: 1px solid var(--line); background: var(--surface); }
    .page-header .width {
      display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; align-items: center; min-height:
      3.25rem;
    }
    .brand {
      display: inline-flex; align-items: center; gap: 0.55rem; min-height: 2.75rem;
      font-weight: 660; letter-spacing: -0.01em; color: var(--ink); text-decoration: none;
    }
    .brand::before {
      content: ""; width: 0.8rem; height: 0.8rem; background: var(--accent);
      border-radius: 50% 50% 50% 0; transform: rotate(-45deg) translate(1px, 1px);
    }
    .page-header nav { display: flex; flex-wrap: wrap; gap: 0 1.1rem; margin-left: auto; }
    .page-header nav a {
      display: inline-flex; align-items: center; min-height: 2.75rem;
      color: var(--muted); text-decoration: none;
    }
    .page-header nav a:hover, .page-header nav [aria-current] { color: var(--ink); }
    .page-footer { border-top: 1px solid var(--line); color: var(--muted); font-size: 0.875rem; }
    .page-footer .width { padding-top: 1rem; padding-bottom: 1.5rem; }

    .eyebrow {
      margin: 0 0 0.4rem; color: var(--accent); font-size: 0.8125rem; font-weight: 640;
      letter-spacing: 0.06em; text-transform: uppercase;
    }
    .lead { color: var(--muted); font-size: 1.075rem; margin: 0.6rem 0 0; }
    .lead + .panel { margin-top: var(--gap); }

    .banner {
      display: grid; grid-template-columns: auto 1fr; gap: 0 0.85rem; align-items: start;
      margin: var(--gap) 0; padding: 1rem 1.15rem; border-radius: var(--radius);
      background: var(--raised); color: var(--ink);
    }
    .banner::before {
      content: ""; width: 0.75rem; height: 0.75rem; margin-top: 0.42rem; border-radius: 50%;
      background: currentColor;
    }
    .banner strong { font-weight: 650; }
    .banner p { grid-column: 2; margin: 0.1rem 0 0; color: var(--ink); }
    .good { color: var(--good); background: var(--good-soft); }
    .attention { color: var(--attention); background: var(--attention-soft); }
    .failed { color: var(--failed); background: var(--failed-soft); }
    .working { color: var(--working); background: var(--working-soft); }
    .badge {
      display: inline-block; padding: 0.1rem 0.6rem; border-radius: 99px; font-size: 0.8125rem;
      font-weight: 600; white-space: nowrap;
    }
    .badge:not(.good, .attention, .failed, .working) {
      background: var(--raised); color: var(--ink);
    }

    .tiles, .cards {
      display: grid; gap: 0.85rem; margin: var(--gap) 0; padding: 0; list-style: none;
    }
    .tiles { grid-template-columns: repeat(auto-fit, minmax(min(8rem, 100%), 1fr)); }
    .cards { grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); }
    .tile, .card, .panel, .table-box {
      background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
      box-shadow: 0 1px 2px rgb(28 30 34 / 0.05), 0 8px 24px -16px rgb(28 30 34 / 0.18);
    }
    .tile { padding: 0.9rem 1.1rem 1rem; display: flex; flex-direction: column; }
    .tile-label { order: -1; color: var(--muted); font-size: 0.875rem; }
    .tile-value {
      font-size: clamp(1.5rem, 1.2rem + 1.2vw, 2.1rem); font-weight: 620; line-height: 1.25;
      letter-spacing: -0.02em;
    }
    .tile-note { color: var(--muted); font-size: 0.8125rem; }
    .card, .panel { padding: 1.1rem 1.25rem; min-width: 0; }
    .card > h3 { display: flex; flex-wrap: wrap; gap: 0.35rem 0.6rem; align-items: center; }
    .card > .facts, .card > .chart { margin-top: 0.75rem; }

    .facts > div {
      display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: 0.1rem 1.25rem;
      padding: 0.5rem 0; border-top: 1px solid var(--line);
    }
    .facts > div:first-child { border-top: 0; padding-top: 0; }
    .facts > div:last-child { padding-bottom: 0; }
    .facts dt { color: var(--muted); }
    .card .facts { font-size: 0.9375rem; }
    .card .facts > div { grid-template-columns: 1fr auto; padding: 0.3rem 0; }
    .card .facts dd { text-align: right; }

    .entries { list-style: none; }
    .entries > li { padding: 0.8rem 0; border-top: 1px solid var(--line); }
    .entries > li:first-child { border-top: 0; padding-top: 0; }
    .entries > li:last-child { padding-bottom: 0; }
    .entry-name {
      display: flex; flex-wrap: wrap; gap: 0.2rem 0.7rem; align-items: baseline; font-weight: 600;
    }
    .entry-name small { font-weight: 400; }
    .entry-name a { display: inline-block; padding: 0.15rem 0; }
    .entry-text { margin: 0.15rem 0 0; }
    .entry-note { margin: 0.15rem 0 0; color: var(--muted); font-size: 0.9375rem; }

    .table-box { overflow-x: auto; }
    table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; overflow-wrap: normal; }
    caption { padding: 0.9rem 1.25rem 0.3rem; text-align: left; color: var(--muted); }
    th, td { padding: 0.55rem 0.75rem; text-align: left; vertical-align: baseline; }
    th:first-child, td:first-child { padding-left: 1.25rem; }
    th:last-child, td:last-child { padding-right: 1.25rem; }
    thead th {
      background: var(--raised); color: var(--muted); font-size: 0.8125rem; font-weight: 600;
      white-space: nowrap;
    }
    tbody tr { border-top: 1px solid var(--line); }
    tbody tr:hover { background: var(--hover); }
    tbody th { font-weight: 600; }
    .number, .line { text-align: right; white-space: nowrap; }
    .line { color: var(--muted); }
    td:last-child { min-width: 8rem; }
    td.value { min-width: 10rem; max-width: 26rem; overflow-wrap: anywhere; }

    .chart { width: 100%; overflow: visible; font-family: var(--sans); font-size: 14px; }
    .chart-bar { fill: var(--bar); }
    .chart-track { fill: var(--raised); }
    .chart text { fill: currentColor; }
    .chart-label { color: var(--ink); }
    .chart-value { color: var(--muted); }
    .chart-axis { stroke: var(--edge); stroke-width: 1; }
    .chart-line { fill: none; stroke: var(--bar); stroke-width: 2; stroke-linejoin: round; }

    summary { min-height: 2.75rem; padding: 0.6rem 0; cursor: pointer; font-weight: 600; }
    input, select, textarea, button {
      font: inherit; color: inherit; min-height: 2.75rem; padding: 0.5rem 0.8rem;
      background: var(--surface); border: 1px solid var(--muted); border-radius: 8px;
    }
    button {
      background: var(--accent); color: var(--surface); border-color: var(--accent);
      font-weight: 600;
    }
    label { display: block; font-weight: 600; margin: 0.75rem 0 0.25rem; }

    @media (max-width: 34rem) {
      .facts > div { grid-template-columns: 1fr; }
      .page-header nav { margin-left: 0; }
      .card, .panel { padding: 1rem; }
    }
    @media (prefers-reduced-motion: no-preference) {
      a, button, tbody tr { transition: background-color 0.15s, color 0.15s; }
    }
    @media (forced-colors: active) {
      .banner, .badge, .tile { border: 1px solid CanvasText; }
      .chart-bar { fill: CanvasText; }
    }
    @media print {
      :root {
        --ground: #ffffff; --surface: #ffffff; --raised: #f2f2f2; --ink: #000000; --muted: #444444;
        --line: #cccccc; --accent: #17605a; --bar: #555555;
      }
      body { font-size: 10.5pt; }
      .skip, .page-header nav { display: none; }
      .width { max-width: none; padding: 0; }
      .table-box { overflow: visible; }
      .tile, .card, tr, .entries > li { break-inside: avoid; }
      h2 { break-after: avoid; }
      main a[href^="http"]::after { content: " (" attr(href) ")"; color: var(--muted); }
    }

    """
}
