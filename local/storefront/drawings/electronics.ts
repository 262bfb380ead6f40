import type { Drawing } from './drawing.ts'

export const electronics: readonly Drawing[] = [
  {
    names: /keyboard|piano/i,
    draw: '<path d="M112 176h176l20 66a10 10 0 0 1-10 14H102a10 10 0 0 1-10-14z" fill="{main}"/><path d="M126 190h148M120 208h160M114 226h172" stroke="{light}" stroke-width="9" stroke-dasharray="1 17"/><path d="M160 243h80" stroke="{light}" stroke-width="8"/><path d="M112 176h176l2 8H110z" fill="{dark}"/>',
  },
  {
    names: /mouse/i,
    draw: '<path d="M200 122c46 0 66 36 66 78s-20 56-66 56-66-14-66-56 20-78 66-78z" fill="{main}"/><path d="M158 152q-12 22-10 52" fill="none" stroke="{light}" stroke-width="9" opacity=".7"/><path d="M200 122v66M138 190q62 16 124 0" fill="none" stroke="{dark}" stroke-width="4"/><rect x="193" y="142" width="14" height="32" rx="7" fill="{dark}"/>',
  },
  {
    names: /headphone/i,
    draw: '<path d="M124 196v-22a76 76 0 0 1 152 0v22" fill="none" stroke="{dark}" stroke-width="14"/><rect x="106" y="180" width="44" height="74" rx="20" fill="{main}"/><rect x="250" y="180" width="44" height="74" rx="20" fill="{main}"/><rect x="138" y="186" width="18" height="62" rx="9" fill="{light}"/><rect x="244" y="186" width="18" height="62" rx="9" fill="{light}"/>',
  },
  {
    names: /earbud/i,
    draw: '<path d="M178 92a24 24 0 1 0-14 44v22a9 9 0 0 0 18 0v-40z" fill="{main}"/><path d="M222 92a24 24 0 1 1 14 44v22a9 9 0 0 1-18 0v-40z" fill="{main}"/><circle cx="160" cy="110" r="10" fill="{dark}"/><circle cx="240" cy="110" r="10" fill="{dark}"/><rect x="130" y="178" width="140" height="78" rx="36" fill="{main}"/><path d="M132 208h136" stroke="{dark}" stroke-width="4"/><path d="M156 192q10-6 24-6h40" fill="none" stroke="{light}" stroke-width="6" opacity=".8"/><circle cx="200" cy="228" r="4" fill="#59c48d"/>',
  },
  {
    names: /power bank|charger/i,
    draw: '<path d="M214 108c0-44 60-40 60-4v20" fill="none" stroke="#5b6366" stroke-width="6"/><rect x="264" y="122" width="20" height="30" rx="4" fill="#8b9194"/><rect x="150" y="104" width="100" height="152" rx="20" fill="{main}"/><path d="M168 128v104" stroke="{light}" stroke-width="9" opacity=".6"/><rect x="206" y="104" width="22" height="8" rx="3" fill="{dark}"/><path d="M194 230h.1M208 230h.1M222 230h.1" stroke="#59c48d" stroke-width="7"/><path d="M212 148l-16 30h22l-10 28" fill="none" stroke="{dark}" stroke-width="7"/>',
  },
  {
    names: /camera/i,
    draw: '<path d="M118 132h42l12-22h56l12 22h42a18 18 0 0 1 18 18v88a18 18 0 0 1-18 18H118a18 18 0 0 1-18-18v-88a18 18 0 0 1 18-18z" fill="{main}"/><path d="M100 208h200v30a18 18 0 0 1-18 18H118a18 18 0 0 1-18-18z" fill="{dark}" opacity=".5"/><circle cx="200" cy="194" r="48" fill="{dark}"/><circle cx="200" cy="194" r="35" fill="#1f2426"/><circle cx="200" cy="194" r="20" fill="#4c6b86"/><circle cx="189" cy="182" r="7" fill="#fff" opacity=".75"/><rect x="248" y="146" width="36" height="20" rx="5" fill="{light}"/><rect x="116" y="146" width="24" height="12" rx="5" fill="#d58a43"/>',
  },
  {
    names: /speaker|station|hub/i,
    draw: '<rect x="142" y="84" width="116" height="172" rx="26" fill="{main}"/><rect x="142" y="84" width="34" height="172" rx="26" fill="{light}" opacity=".35"/><circle cx="200" cy="190" r="42" fill="{dark}"/><circle cx="200" cy="190" r="25" fill="{main}"/><circle cx="200" cy="190" r="9" fill="{light}"/><circle cx="200" cy="118" r="14" fill="{dark}"/>',
  },
  {
    names: /sleeve/i,
    draw: '<path d="M112 142a16 16 0 0 1 16-16h144a16 16 0 0 1 16 16v98a16 16 0 0 1-16 16H128a16 16 0 0 1-16-16z" fill="{main}"/><path d="M112 142a16 16 0 0 1 16-16h144a16 16 0 0 1 16 16v6l-88 54-88-54z" fill="{dark}"/><path d="M126 136q4-3 10-3h96" fill="none" stroke="{light}" stroke-width="5" opacity=".6"/><circle cx="200" cy="188" r="8" fill="#c9a45a"/>',
  },
  {
    names: /laptop/i,
    draw: '<rect x="128" y="110" width="144" height="108" rx="9" fill="{dark}"/><rect x="138" y="120" width="124" height="88" fill="#cfd8dc"/><path d="M138 208l72-88h52v88z" fill="#fff" opacity=".35"/><path d="M104 218h192l12 30a6 6 0 0 1-6 8H98a6 6 0 0 1-6-8z" fill="{main}"/><path d="M176 240h48" stroke="{dark}" stroke-width="6"/>',
  },
  {
    names: /e-reader/i,
    draw: '<rect x="138" y="78" width="124" height="178" rx="14" fill="{dark}"/><rect x="150" y="92" width="100" height="136" rx="2" fill="#f1ede2"/><path d="M162 110h48" stroke="#4d4a44" stroke-width="7"/><path d="M162 132h76M162 146h70M162 160h76M162 174h62M162 188h74M162 202h40" stroke="#a8a395" stroke-width="4"/><path d="M186 242h28" stroke="{light}" stroke-width="4"/>',
  },
  {
    names: /tablet|phone|monitor|\btv\b|thermostat/i,
    draw: '<rect x="136" y="78" width="128" height="178" rx="14" fill="{dark}"/><rect x="146" y="92" width="108" height="142" rx="3" fill="{light}"/><path d="M146 234l64-142h44v142z" fill="#fff" opacity=".28"/><path d="M164 118h56M164 138h72M164 158h44" stroke="{dark}" stroke-width="6" opacity=".55"/><circle cx="200" cy="245" r="5" fill="{main}"/>',
  },
  {
    names: /watch|tracker/i,
    draw: '<path d="M174 66h52l8 64h-68zM166 198h68l-8 58h-52z" fill="{dark}"/><rect x="150" y="112" width="100" height="104" rx="30" fill="{main}"/><rect x="162" y="124" width="76" height="80" rx="20" fill="#fdfcf9"/><path d="M200 140v26l18 12" fill="none" stroke="#33373a" stroke-width="6"/><rect x="250" y="150" width="9" height="24" rx="4" fill="{dark}"/>',
  },
]
