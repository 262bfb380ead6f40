import type { Drawing } from './drawing.ts'

export const travel: readonly Drawing[] = [
  {
    names: /dumbbell|kettlebell|weights/i,
    draw: '<rect x="150" y="212" width="100" height="16" rx="8" fill="{light}"/><rect x="112" y="184" width="26" height="72" rx="10" fill="{main}"/><rect x="140" y="194" width="18" height="52" rx="8" fill="{dark}"/><rect x="262" y="184" width="26" height="72" rx="10" fill="{main}"/><rect x="242" y="194" width="18" height="52" rx="8" fill="{dark}"/>',
  },
  {
    names: /helmet/i,
    draw: '<path d="M138 208q30 44 62 48 30-4 46-48" fill="none" stroke="#43494c" stroke-width="7"/><path d="M106 206c0-64 42-98 96-98s94 38 94 88c0 14-10 20-24 20H120c-8 0-14-4-14-10z" fill="{main}"/><path d="M148 148q44-28 96-12M132 180q66-32 146-10" fill="none" stroke="{dark}" stroke-width="11"/><path d="M146 130q22-14 48-14" fill="none" stroke="{light}" stroke-width="7" opacity=".8"/>',
  },
  {
    names: /tent|canopy|hammock/i,
    draw: '<path d="M196 104L96 256h208z" fill="{main}"/><path d="M196 104l108 152h-72z" fill="{dark}"/><path d="M196 128l-34 128h62z" fill="{light}" opacity=".7"/><path d="M196 128l-10 128h38z" fill="{dark}" opacity=".5"/><path d="M196 104v-16" stroke="{dark}" stroke-width="5"/>',
  },
  {
    names: /mat\b|sleeping/i,
    draw: '<path d="M152 166h106a45 45 0 0 1 0 90H152z" fill="{main}"/><path d="M226 166v90M262 166v90" stroke="{dark}" stroke-width="11"/><path d="M166 176h92" stroke="{light}" stroke-width="7" opacity=".6"/><circle cx="152" cy="211" r="45" fill="{dark}"/><circle cx="152" cy="211" r="34" fill="{light}"/><circle cx="152" cy="211" r="24" fill="{main}"/><circle cx="152" cy="211" r="13" fill="{light}"/>',
  },
  {
    names: /suitcase|luggage|carry-on/i,
    draw: '<path d="M178 98V62h44v36" fill="none" stroke="#9aa1a4" stroke-width="8"/><path d="M176 62h48" stroke="{dark}" stroke-width="13"/><rect x="136" y="92" width="128" height="156" rx="20" fill="{main}"/><path d="M162 106v128M187 106v128M213 106v128M238 106v128" stroke="{dark}" stroke-width="5" opacity=".65"/><path d="M148 112v116" stroke="{light}" stroke-width="6" opacity=".6"/><path d="M136 168h128" stroke="{dark}" stroke-width="4"/><circle cx="160" cy="250" r="8" fill="#33373a"/><circle cx="240" cy="250" r="8" fill="#33373a"/>',
  },
  {
    names: /backpack|bag|tote|wallet/i,
    draw: '<path d="M172 104V90a28 28 0 0 1 56 0v14" fill="none" stroke="{dark}" stroke-width="11"/><path d="M140 152q0-52 52-52h16q52 0 52 52v84a20 20 0 0 1-20 20h-80a20 20 0 0 1-20-20z" fill="{main}"/><path d="M140 152q0-52 52-52-26 14-26 60v96h-6a20 20 0 0 1-20-20z" fill="{light}" opacity=".4"/><rect x="158" y="186" width="84" height="52" rx="12" fill="{dark}"/><path d="M170 202h60" stroke="{light}" stroke-width="5"/>',
  },
  {
    names: /bicycle|bike|wheel|scooter/i,
    draw: '<circle cx="140" cy="206" r="44" fill="none" stroke="{dark}" stroke-width="12"/><circle cx="262" cy="206" r="44" fill="none" stroke="{dark}" stroke-width="12"/><path d="M140 206l36-76h56l30 76M176 130l32 76h-68M208 206l30-66M226 108h26" fill="none" stroke="{main}" stroke-width="11"/><path d="M160 116h34" stroke="{dark}" stroke-width="11"/>',
  },
  {
    names: /puzzle|game/i,
    draw: '<path d="M132 124h46a23 23 0 1 1 44 0h46v46a23 23 0 1 0 0 44v42H132v-42a23 23 0 1 1 0-44z" fill="{main}"/><path d="M146 138h30" stroke="{light}" stroke-width="8" opacity=".7"/><path d="M132 244h136v12H132zM256 214v42h12v-42z" fill="{dark}" opacity=".7"/>',
  },
  {
    names: /notebook|book\b|picture|frame/i,
    draw: '<path d="M132 84h118a14 14 0 0 1 14 14v158H146a14 14 0 0 1-14-14z" fill="{main}"/><path d="M146 232h118v24H146a12 12 0 0 1 0-24z" fill="#f1ede2"/><path d="M150 84v148" stroke="{dark}" stroke-width="6"/><rect x="174" y="112" width="66" height="34" rx="4" fill="{light}"/>',
  },
]
