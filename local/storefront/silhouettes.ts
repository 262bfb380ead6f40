/**
 * The shapes of the shop's things, on a stage of 400 by 320 with the floor's edge at 256; the first whose words the
 * product's name has. `{main}`, `{dark}` and `{light}` are the thing's colour, its shadow and its shine.
 */
export const silhouettes: readonly { readonly names: RegExp; readonly draw: string }[] = [
  {
    names: /keyboard|piano/i,
    draw: '<path d="M112 176h176l20 66a10 10 0 0 1-10 14H102a10 10 0 0 1-10-14z" fill="{main}"/><path d="M126 190h148M120 208h160M114 226h172" stroke="{light}" stroke-width="9" stroke-dasharray="1 17"/><path d="M160 243h80" stroke="{light}" stroke-width="8"/><path d="M112 176h176l2 8H110z" fill="{dark}"/>',
  },
  {
    names: /dumbbell|kettlebell|weights/i,
    draw: '<rect x="150" y="212" width="100" height="16" rx="8" fill="{light}"/><rect x="112" y="184" width="26" height="72" rx="10" fill="{main}"/><rect x="140" y="194" width="18" height="52" rx="8" fill="{dark}"/><rect x="262" y="184" width="26" height="72" rx="10" fill="{main}"/><rect x="242" y="194" width="18" height="52" rx="8" fill="{dark}"/>',
  },
  {
    names: /tent|canopy|hammock/i,
    draw: '<path d="M196 104L96 256h208z" fill="{main}"/><path d="M196 104l108 152h-72z" fill="{dark}"/><path d="M196 128l-34 128h62z" fill="{light}" opacity=".7"/><path d="M196 128l-10 128h38z" fill="{dark}" opacity=".5"/><path d="M196 104v-16" stroke="{dark}" stroke-width="5"/>',
  },
  {
    names: /hose|rope|cable|skipping/i,
    draw: '<circle cx="200" cy="182" r="68" fill="none" stroke="{main}" stroke-width="13"/><circle cx="200" cy="182" r="51" fill="none" stroke="{dark}" stroke-width="13"/><circle cx="200" cy="182" r="34" fill="none" stroke="{main}" stroke-width="13"/><path d="M200 250h72" stroke="{main}" stroke-width="13"/><path d="M272 242h34v16h-34z" fill="#c9a45a"/>',
  },
  {
    names: /drill|screwdriver|\bsaw\b|hammer/i,
    draw: '<path d="M262 128h44" stroke="#9aa1a4" stroke-width="10"/><path d="M122 108h110l34 14v30l-34 12H122a14 14 0 0 1-14-14v-28a14 14 0 0 1 14-14z" fill="{main}"/><path d="M138 160h46l10 60h-50z" fill="{dark}"/><rect x="124" y="216" width="92" height="40" rx="9" fill="{main}"/><path d="M124 126h70M124 142h70" stroke="{light}" stroke-width="5"/>',
  },
  {
    names: /sunglass|goggle/i,
    draw: '<path d="M112 186h176" stroke="{dark}" stroke-width="9"/><path d="M112 186h78v26a39 39 0 0 1-78 0zM210 186h78v26a39 39 0 0 1-78 0z" fill="{main}"/><path d="M122 194l34 44M220 194l34 44" stroke="{light}" stroke-width="8" opacity=".6"/>',
  },
  {
    names: /kettle|teapot/i,
    draw: '<path d="M256 150c34 0 40 22 38 44s-14 36-34 36" fill="none" stroke="{dark}" stroke-width="13"/><path d="M158 168l-34-22-6 10 30 42z" fill="{dark}"/><path d="M156 134h96l18 110a12 12 0 0 1-12 12H150a12 12 0 0 1-12-12z" fill="{main}"/><path d="M166 134h18l-12 122h-22a12 12 0 0 1-12-12z" fill="{light}" opacity=".5"/><path d="M164 134q40-38 80 0z" fill="{dark}"/><circle cx="204" cy="110" r="8" fill="{dark}"/>',
  },
  {
    names: /coffee|espresso|grinder|mixer|blender|cooker|toaster|machine/i,
    draw: '<rect x="140" y="96" width="120" height="52" rx="12" fill="{main}"/><path d="M140 140h46v116h-46z" fill="{dark}"/><rect x="132" y="232" width="136" height="24" rx="8" fill="{main}"/><path d="M214 148h28v20h-28z" fill="{dark}"/><path d="M206 190h46v30a12 12 0 0 1-12 12h-22a12 12 0 0 1-12-12z" fill="{light}"/><circle cx="164" cy="122" r="7" fill="{light}"/><circle cx="186" cy="122" r="7" fill="{light}"/>',
  },
  {
    names: /skillet|\bpan\b|grill/i,
    draw: '<rect x="262" y="196" width="96" height="15" rx="7.5" fill="{dark}"/><path d="M108 192h164l-14 52a16 16 0 0 1-16 12H138a16 16 0 0 1-16-12z" fill="{main}"/><ellipse cx="190" cy="192" rx="82" ry="15" fill="{dark}"/><ellipse cx="190" cy="194" rx="68" ry="10" fill="{light}" opacity=".35"/>',
  },
  {
    names: /knife|cutting board/i,
    draw: '<path d="M128 98h104a14 14 0 0 1 14 14v144H128a14 14 0 0 1-14-14V112a14 14 0 0 1 14-14z" fill="{main}"/><path d="M132 118v116M156 118v116M184 118v116" stroke="{light}" stroke-width="3" opacity=".6"/><path d="M270 86q30 62 6 116h-12V86z" fill="#d3d8da"/><rect x="260" y="200" width="19" height="56" rx="7" fill="{dark}"/>',
  },
  {
    names: /bottle|perfume|thermos\b|candle|diffuser|makeup|serum|soap/i,
    draw: '<rect x="178" y="74" width="48" height="34" rx="8" fill="{dark}"/><path d="M184 108h36c4 22 28 24 28 54v78a16 16 0 0 1-16 16h-60a16 16 0 0 1-16-16v-78c0-30 24-32 28-54z" fill="{main}"/><path d="M176 150q-10 10-10 26v60" fill="none" stroke="{light}" stroke-width="9" opacity=".7"/><rect x="156" y="186" width="92" height="36" fill="{light}" opacity=".4"/>',
  },
  {
    names: /lamp|light\b(?! bulb)/i,
    draw: '<path d="M200 148v96" stroke="{dark}" stroke-width="8"/><ellipse cx="200" cy="250" rx="52" ry="9" fill="{dark}"/><path d="M164 76h72l34 80H130z" fill="{main}"/><path d="M172 76h20l-24 80h-38z" fill="{light}" opacity=".5"/><ellipse cx="200" cy="156" rx="70" ry="10" fill="#ffe9b8"/>',
  },
  {
    names: /bulb/i,
    draw: '<circle cx="200" cy="148" r="62" fill="#f6ecd2"/><path d="M168 196h64l-10 24h-44z" fill="#f6ecd2"/><path d="M176 220h48v28a8 8 0 0 1-8 8h-32a8 8 0 0 1-8-8z" fill="{dark}"/><path d="M180 150l14 18 12-18 14 18" fill="none" stroke="#e2a83f" stroke-width="5"/><path d="M160 130q8-26 30-32" fill="none" stroke="#fff" stroke-width="8"/>',
  },
  {
    names: /shirt|jacket|sweater|hoodie|coat|fleece|pullover|vest/i,
    draw: '<path d="M164 84l-54 26-24 66 34 14 16-30v96h128v-96l16 30 34-14-24-66-54-26q-36 34-72 0z" fill="{main}"/><path d="M164 84q36 34 72 0l-8-4q-28 24-56 0z" fill="{dark}"/><path d="M136 160v96h24V132z" fill="{light}" opacity=".35"/><path d="M264 160v96" stroke="{dark}" stroke-width="3" opacity=".5"/>',
  },
  {
    names: /shoe|sneaker|boot/i,
    draw: '<path d="M112 140q26 16 50-8l62 62c20 12 64 10 68 42v6H112z" fill="{main}"/><path d="M108 238h186v6a12 12 0 0 1-12 12H120a12 12 0 0 1-12-12z" fill="{light}"/><path d="M176 158l-20 14M192 174l-20 14M208 190l-20 14" stroke="{light}" stroke-width="6"/><path d="M112 140q26 16 50-8l10 10q-28 24-60 14z" fill="{dark}"/>',
  },
  {
    names: /headphone/i,
    draw: '<path d="M124 196v-22a76 76 0 0 1 152 0v22" fill="none" stroke="{dark}" stroke-width="14"/><rect x="106" y="180" width="44" height="74" rx="20" fill="{main}"/><rect x="250" y="180" width="44" height="74" rx="20" fill="{main}"/><rect x="138" y="186" width="18" height="62" rx="9" fill="{light}"/><rect x="244" y="186" width="18" height="62" rx="9" fill="{light}"/>',
  },
  {
    names: /earbud|mouse|helmet|beanie|\bcap\b/i,
    draw: '<path d="M120 208a80 70 0 0 1 160 0v26a22 22 0 0 1-22 22H142a22 22 0 0 1-22-22z" fill="{main}"/><path d="M120 208a80 70 0 0 1 80-70v70z" fill="{light}" opacity=".45"/><path d="M120 208h160" stroke="{dark}" stroke-width="5"/><circle cx="200" cy="232" r="5" fill="{light}"/>',
  },
  {
    names: /speaker|purifier|power bank|charger|station|hub|vacuum|scale|camera/i,
    draw: '<rect x="142" y="84" width="116" height="172" rx="26" fill="{main}"/><rect x="142" y="84" width="34" height="172" rx="26" fill="{light}" opacity=".35"/><circle cx="200" cy="190" r="42" fill="{dark}"/><circle cx="200" cy="190" r="25" fill="{main}"/><circle cx="200" cy="190" r="9" fill="{light}"/><circle cx="200" cy="118" r="14" fill="{dark}"/>',
  },
  {
    names: /laptop(?! sleeve)/i,
    draw: '<rect x="128" y="110" width="144" height="108" rx="9" fill="{dark}"/><rect x="138" y="120" width="124" height="88" fill="{wall}"/><path d="M138 208l72-88h52v88z" fill="#fff" opacity=".35"/><path d="M104 218h192l12 30a6 6 0 0 1-6 8H98a6 6 0 0 1-6-8z" fill="{main}"/><path d="M176 240h48" stroke="{dark}" stroke-width="6"/>',
  },
  {
    names: /tablet|phone|reader|monitor|\btv\b|thermostat|notebook|book\b|sleeve|puzzle|picture|frame/i,
    draw: '<rect x="136" y="78" width="128" height="178" rx="14" fill="{dark}"/><rect x="146" y="92" width="108" height="142" rx="3" fill="{light}"/><path d="M146 234l64-142h44v142z" fill="#fff" opacity=".28"/><path d="M164 118h56M164 138h72M164 158h44" stroke="{dark}" stroke-width="6" opacity=".55"/><circle cx="200" cy="245" r="5" fill="{main}"/>',
  },
  {
    names: /watch|tracker/i,
    draw: '<path d="M174 66h52l8 64h-68zM166 198h68l-8 58h-52z" fill="{dark}"/><rect x="150" y="112" width="100" height="104" rx="30" fill="{main}"/><rect x="162" y="124" width="76" height="80" rx="20" fill="#fdfcf9"/><path d="M200 140v26l18 12" fill="none" stroke="#33373a" stroke-width="6"/><rect x="250" y="150" width="9" height="24" rx="4" fill="{dark}"/>',
  },
  {
    names: /clock|ball|disc|plate|tambourine/i,
    draw: '<circle cx="200" cy="168" r="88" fill="{main}"/><circle cx="200" cy="168" r="72" fill="#fdfcf9"/><path d="M200 114v54l34 22" fill="none" stroke="#33373a" stroke-width="7"/><path d="M200 104v6M200 226v6M136 168h6M258 168h6" stroke="{dark}" stroke-width="6"/>',
  },
  {
    names: /chair|stool|sofa/i,
    draw: '<path d="M200 206v30M160 252l40-18 40 18" fill="none" stroke="{dark}" stroke-width="9"/><rect x="150" y="72" width="100" height="104" rx="24" fill="{main}"/><rect x="150" y="72" width="32" height="104" rx="20" fill="{light}" opacity=".35"/><rect x="138" y="180" width="124" height="28" rx="14" fill="{dark}"/>',
  },
  {
    names: /shelf|bookcase|\bdesk\b|\btable\b|bench|\brack/i,
    draw: '<path d="M128 76h144v180h-16v-14H144v14h-16z" fill="{main}"/><path d="M142 90h116v42H142zM142 144h116v40H142zM142 196h116v34H142z" fill="{dark}"/><path d="M152 102h10v30h-10zM166 96h9v36h-9zM179 106h12v26h-12z" fill="{light}"/><circle cx="234" cy="170" r="14" fill="{light}"/><path d="M154 206h44v24h-44z" fill="{light}"/>',
  },
  {
    names: /backpack|bag|luggage|suitcase|tote|lunch|wallet/i,
    draw: '<path d="M172 104V90a28 28 0 0 1 56 0v14" fill="none" stroke="{dark}" stroke-width="11"/><path d="M140 152q0-52 52-52h16q52 0 52 52v84a20 20 0 0 1-20 20h-80a20 20 0 0 1-20-20z" fill="{main}"/><path d="M140 152q0-52 52-52-26 14-26 60v96h-6a20 20 0 0 1-20-20z" fill="{light}" opacity=".4"/><rect x="158" y="186" width="84" height="52" rx="12" fill="{dark}"/><path d="M170 202h60" stroke="{light}" stroke-width="5"/>',
  },
  {
    names: /blanket|towel|pillow|mat\b|bed\b|cushion|rug|sleeping/i,
    draw: '<rect x="112" y="208" width="176" height="48" rx="22" fill="{dark}"/><rect x="118" y="164" width="164" height="48" rx="22" fill="{main}"/><rect x="126" y="122" width="148" height="46" rx="21" fill="{light}"/><path d="M146 146h84M140 188h104M136 232h112" stroke="#fff" stroke-width="4" opacity=".45"/>',
  },
  {
    names: /bicycle|bike|wheel|scooter/i,
    draw: '<circle cx="140" cy="206" r="44" fill="none" stroke="{dark}" stroke-width="12"/><circle cx="262" cy="206" r="44" fill="none" stroke="{dark}" stroke-width="12"/><path d="M140 206l36-76h56l30 76M176 130l32 76h-68M208 206l30-66M226 108h26" fill="none" stroke="{main}" stroke-width="11"/><path d="M160 116h34" stroke="{dark}" stroke-width="11"/>',
  },
]
