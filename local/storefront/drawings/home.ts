import type { Drawing } from './drawing.ts'

export const home: readonly Drawing[] = [
  {
    names: /bulb/i,
    draw: '<circle cx="200" cy="148" r="62" fill="#f6ecd2"/><path d="M168 196h64l-10 24h-44z" fill="#f6ecd2"/><path d="M176 220h48v28a8 8 0 0 1-8 8h-32a8 8 0 0 1-8-8z" fill="{dark}"/><path d="M180 150l14 18 12-18 14 18" fill="none" stroke="#e2a83f" stroke-width="5"/><path d="M160 130q8-26 30-32" fill="none" stroke="#fff" stroke-width="8"/>',
  },
  {
    names: /lamp|light\b/i,
    draw: '<path d="M200 148v96" stroke="{dark}" stroke-width="8"/><ellipse cx="200" cy="250" rx="52" ry="9" fill="{dark}"/><path d="M164 76h72l34 80H130z" fill="{main}"/><path d="M172 76h20l-24 80h-38z" fill="{light}" opacity=".5"/><ellipse cx="200" cy="156" rx="70" ry="10" fill="#ffe9b8"/>',
  },
  {
    names: /clock|ball|disc|plate|tambourine/i,
    draw: '<circle cx="200" cy="168" r="88" fill="{main}"/><circle cx="200" cy="168" r="72" fill="#fdfcf9"/><path d="M200 114v54l34 22" fill="none" stroke="#33373a" stroke-width="7"/><path d="M200 104v6M200 226v6M136 168h6M258 168h6" stroke="{dark}" stroke-width="6"/>',
  },
  {
    names: /standing desk|\bdesk\b|\btable\b/i,
    draw: '<rect x="152" y="88" width="76" height="50" rx="5" fill="#3b4144"/><rect x="158" y="94" width="64" height="38" rx="2" fill="#7f97a8"/><path d="M190 138v12" stroke="#8b9194" stroke-width="8"/><rect x="250" y="126" width="20" height="24" rx="4" fill="#b86c4b"/><path d="M142 164v86M258 164v86" stroke="#9aa1a4" stroke-width="13"/><path d="M118 252h48M234 252h48" stroke="#7b8386" stroke-width="9"/><rect x="92" y="148" width="216" height="18" rx="6" fill="{main}"/><path d="M96 162h208" stroke="{dark}" stroke-width="4"/>',
  },
  {
    names: /shelf|bookcase|bench|\brack/i,
    draw: '<path d="M128 76h144v180h-16v-14H144v14h-16z" fill="{main}"/><path d="M142 90h116v42H142zM142 144h116v40H142zM142 196h116v34H142z" fill="{dark}"/><path d="M152 102h10v30h-10zM166 96h9v36h-9zM179 106h12v26h-12z" fill="{light}"/><circle cx="234" cy="170" r="14" fill="{light}"/><path d="M154 206h44v24h-44z" fill="{light}"/>',
  },
  {
    names: /chair|stool|sofa/i,
    draw: '<path d="M200 206v30M160 252l40-18 40 18" fill="none" stroke="{dark}" stroke-width="9"/><rect x="150" y="72" width="100" height="104" rx="24" fill="{main}"/><rect x="150" y="72" width="32" height="104" rx="20" fill="{light}" opacity=".35"/><rect x="138" y="180" width="124" height="28" rx="14" fill="{dark}"/>',
  },
  {
    names: /pillow|cushion/i,
    draw: '<path d="M108 152q92-30 184 0 22 50 0 104-92-18-184 0-22-54 0-104z" fill="{main}"/><path d="M124 164q76-22 152 0" fill="none" stroke="{light}" stroke-width="7" opacity=".8"/><path d="M292 152q-14 20-14 52t14 52q22-54 0-104z" fill="{dark}" opacity=".6"/><path d="M170 206q30 12 60 0" fill="none" stroke="{dark}" stroke-width="5" opacity=".5"/>',
  },
  {
    names: /blanket|towel|bed\b|rug/i,
    draw: '<rect x="112" y="208" width="176" height="48" rx="22" fill="{dark}"/><rect x="118" y="164" width="164" height="48" rx="22" fill="{main}"/><rect x="126" y="122" width="148" height="46" rx="21" fill="{light}"/><path d="M146 146h84M140 188h104M136 232h112" stroke="#fff" stroke-width="4" opacity=".45"/>',
  },
  {
    names: /candle|diffuser/i,
    draw: '<path d="M200 78q20 24 0 44-20-18 0-44z" fill="#f4b24a"/><path d="M200 96q9 13 0 24-9-10 0-24z" fill="#fbe3a4"/><path d="M200 118v26" stroke="#4a4037" stroke-width="4"/><path d="M146 146h108v92a18 18 0 0 1-18 18h-72a18 18 0 0 1-18-18z" fill="{main}"/><ellipse cx="200" cy="146" rx="54" ry="10" fill="{light}"/><rect x="164" y="182" width="72" height="46" rx="5" fill="#fdfaf2"/><path d="M178 198h44M186 212h28" stroke="#a99f8d" stroke-width="4"/>',
  },
  {
    names: /robot|vacuum/i,
    draw: '<path d="M158 112h84a12 12 0 0 1 12 12v94H146v-94a12 12 0 0 1 12-12z" fill="{dark}"/><path d="M166 130h68" stroke="{light}" stroke-width="5" opacity=".7"/><path d="M104 216v14a96 26 0 0 0 192 0v-14z" fill="{dark}"/><ellipse cx="200" cy="216" rx="96" ry="27" fill="{main}"/><ellipse cx="200" cy="212" rx="42" ry="11" fill="{light}"/><ellipse cx="200" cy="209" rx="24" ry="6" fill="{dark}"/><circle cx="256" cy="221" r="4" fill="#59c48d"/>',
  },
  {
    names: /purifier|humidifier/i,
    draw: '<rect x="146" y="80" width="108" height="176" rx="32" fill="{main}"/><ellipse cx="200" cy="106" rx="36" ry="9" fill="{dark}"/><path d="M170 164h60M170 180h60M170 196h60M170 212h60M170 228h60" stroke="{dark}" stroke-width="5" opacity=".8"/><circle cx="200" cy="136" r="6" fill="#59c48d"/><path d="M160 116v120" stroke="{light}" stroke-width="8" opacity=".6"/>',
  },
  {
    names: /drill|screwdriver|\bsaw\b|hammer/i,
    draw: '<path d="M262 128h44" stroke="#9aa1a4" stroke-width="10"/><path d="M122 108h110l34 14v30l-34 12H122a14 14 0 0 1-14-14v-28a14 14 0 0 1 14-14z" fill="{main}"/><path d="M138 160h46l10 60h-50z" fill="{dark}"/><rect x="124" y="216" width="92" height="40" rx="9" fill="{main}"/><path d="M124 126h70M124 142h70" stroke="{light}" stroke-width="5"/>',
  },
  {
    names: /hose|rope|cable|skipping/i,
    draw: '<circle cx="200" cy="182" r="68" fill="none" stroke="{main}" stroke-width="13"/><circle cx="200" cy="182" r="51" fill="none" stroke="{dark}" stroke-width="13"/><circle cx="200" cy="182" r="34" fill="none" stroke="{main}" stroke-width="13"/><path d="M200 250h72" stroke="{main}" stroke-width="13"/><path d="M272 242h34v16h-34z" fill="#c9a45a"/>',
  },
]
