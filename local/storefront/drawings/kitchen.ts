import type { Drawing } from './drawing.ts'

export const kitchen: readonly Drawing[] = [
  {
    names: /kettle|teapot/i,
    draw: '<path d="M256 150c34 0 40 22 38 44s-14 36-34 36" fill="none" stroke="{dark}" stroke-width="13"/><path d="M158 168l-34-22-6 10 30 42z" fill="{dark}"/><path d="M156 134h96l18 110a12 12 0 0 1-12 12H150a12 12 0 0 1-12-12z" fill="{main}"/><path d="M166 134h18l-12 122h-22a12 12 0 0 1-12-12z" fill="{light}" opacity=".5"/><path d="M164 134q40-38 80 0z" fill="{dark}"/><circle cx="204" cy="110" r="8" fill="{dark}"/>',
  },
  {
    names: /toaster/i,
    draw: '<rect x="150" y="112" width="100" height="48" rx="14" fill="#d9a866"/><path d="M128 172a28 28 0 0 1 28-28h88a28 28 0 0 1 28 28v72a12 12 0 0 1-12 12H140a12 12 0 0 1-12-12z" fill="{main}"/><path d="M152 156h96" stroke="{dark}" stroke-width="8"/><rect x="274" y="178" width="12" height="28" rx="5" fill="{dark}"/><circle cx="246" cy="228" r="8" fill="{dark}"/><path d="M146 182v52" stroke="{light}" stroke-width="8" opacity=".6"/>',
  },
  {
    names: /hand blender/i,
    draw: '<rect x="180" y="66" width="40" height="106" rx="20" fill="{main}"/><path d="M192 84v58" stroke="{light}" stroke-width="7" opacity=".7"/><rect x="205" y="92" width="8" height="26" rx="4" fill="{dark}"/><path d="M190 168h20v54h-20z" fill="#b4bbbf"/><path d="M172 256c0-24 12-38 28-38s28 14 28 38z" fill="#9aa3a7"/><path d="M184 250c0-14 4-22 10-26" fill="none" stroke="#d8dde0" stroke-width="5"/>',
  },
  {
    names: /mixer/i,
    draw: '<path d="M132 150h46v90h-46z" fill="{dark}"/><path d="M132 234h150a12 12 0 0 1 12 12v10H120v-10a12 12 0 0 1 12-12z" fill="{main}"/><path d="M238 158v24" stroke="#9aa1a4" stroke-width="8"/><path d="M124 138a36 36 0 0 1 36-36h94a28 28 0 0 1 28 28v14a14 14 0 0 1-14 14H140a16 16 0 0 1-16-16z" fill="{main}"/><path d="M146 122q10-8 30-8h66" fill="none" stroke="{light}" stroke-width="8" opacity=".7"/><path d="M194 182h88l-10 42a14 14 0 0 1-14 10h-40a14 14 0 0 1-14-10z" fill="#c3cacd"/><path d="M206 190l6 30" stroke="#eef1f2" stroke-width="7"/>',
  },
  {
    names: /slow cooker/i,
    draw: '<path d="M122 168q78-66 156 0z" fill="#d3dee0" opacity=".9"/><path d="M146 158q26-22 56-24" fill="none" stroke="#fff" stroke-width="7" opacity=".8"/><path d="M114 176h172v56a24 24 0 0 1-24 24H138a24 24 0 0 1-24-24z" fill="{main}"/><rect x="106" y="166" width="188" height="15" rx="7.5" fill="{dark}"/><rect x="182" y="120" width="36" height="16" rx="8" fill="{dark}"/><circle cx="200" cy="219" r="16" fill="{dark}"/><path d="M200 219v-11" stroke="{light}" stroke-width="4"/><path d="M134 196v34" stroke="{light}" stroke-width="8" opacity=".6"/>',
  },
  {
    names: /grinder/i,
    draw: '<path d="M200 86V72h46" fill="none" stroke="{dark}" stroke-width="8"/><circle cx="252" cy="72" r="10" fill="#c39c6b"/><path d="M152 86h96l-16 54h-64z" fill="#d3dee0" opacity=".9"/><path d="M162 118h76l-6 22h-64z" fill="#5a3b26"/><rect x="158" y="138" width="84" height="118" rx="14" fill="{main}"/><rect x="172" y="200" width="56" height="42" rx="9" fill="{dark}"/><circle cx="200" cy="168" r="13" fill="{dark}"/><path d="M170 152v36" stroke="{light}" stroke-width="7" opacity=".6"/>',
  },
  {
    names: /pour-over/i,
    draw: '<path d="M170 178h60l28 64a10 10 0 0 1-10 14h-96a10 10 0 0 1-10-14z" fill="#d3dee0"/><path d="M154 222h92l10 24a8 8 0 0 1-8 10h-96a8 8 0 0 1-8-10z" fill="#5a3b26"/><path d="M142 90h116l-36 72h-44z" fill="{main}"/><path d="M142 90h116l-6 12H148z" fill="{dark}"/><path d="M166 112l16 38" stroke="{light}" stroke-width="8" opacity=".7"/><rect x="160" y="160" width="80" height="18" rx="9" fill="{dark}"/>',
  },
  {
    names: /coffee|espresso|cooker|machine/i,
    draw: '<rect x="140" y="96" width="120" height="52" rx="12" fill="{main}"/><path d="M140 140h46v116h-46z" fill="{dark}"/><rect x="132" y="232" width="136" height="24" rx="8" fill="{main}"/><path d="M214 148h28v20h-28z" fill="{dark}"/><path d="M206 190h46v30a12 12 0 0 1-12 12h-22a12 12 0 0 1-12-12z" fill="{light}"/><circle cx="164" cy="122" r="7" fill="{light}"/><circle cx="186" cy="122" r="7" fill="{light}"/>',
  },
  {
    names: /skillet|\bpan\b|grill/i,
    draw: '<rect x="262" y="196" width="96" height="15" rx="7.5" fill="{dark}"/><path d="M108 192h164l-14 52a16 16 0 0 1-16 12H138a16 16 0 0 1-16-12z" fill="{main}"/><ellipse cx="190" cy="192" rx="82" ry="15" fill="{dark}"/><ellipse cx="190" cy="194" rx="68" ry="10" fill="{light}" opacity=".35"/>',
  },
  {
    names: /knife/i,
    draw: '<path d="M188 66q48 62 38 132h-38z" fill="#c3cacd"/><path d="M188 66q14 60 10 132h-10z" fill="#eef1f2"/><rect x="182" y="194" width="48" height="13" rx="4" fill="#8b9194"/><path d="M188 206h36l4 40a10 10 0 0 1-10 10h-24a10 10 0 0 1-10-10z" fill="{main}"/><path d="M206 218v2M206 240v2" stroke="{light}" stroke-width="7"/>',
  },
  {
    names: /cutting board/i,
    draw: '<path d="M182 84a18 18 0 0 1 36 0v14h22a14 14 0 0 1 14 14v130a14 14 0 0 1-14 14h-80a14 14 0 0 1-14-14V112a14 14 0 0 1 14-14h22z" fill="{main}"/><circle cx="200" cy="86" r="7" fill="{dark}"/><path d="M168 116v122M188 116v122M212 116v122M234 116v122" stroke="{light}" stroke-width="3" opacity=".6"/>',
  },
  {
    names: /lunch/i,
    draw: '<path d="M166 148v-20h68v20" fill="none" stroke="{dark}" stroke-width="9"/><path d="M116 178h168v62a16 16 0 0 1-16 16H132a16 16 0 0 1-16-16z" fill="{main}"/><path d="M116 186v-16a24 24 0 0 1 24-24h120a24 24 0 0 1 24 24v16z" fill="{light}"/><rect x="182" y="174" width="36" height="24" rx="7" fill="{dark}"/><path d="M136 206v28" stroke="{light}" stroke-width="7" opacity=".7"/>',
  },
  {
    names: /kitchen scale|\bscale/i,
    draw: '<path d="M146 148h108q-6 42-38 48h-32q-32-6-38-48z" fill="#eae4d8"/><path d="M160 156q4 20 16 28" fill="none" stroke="#fff" stroke-width="6"/><ellipse cx="200" cy="206" rx="88" ry="12" fill="{dark}"/><ellipse cx="200" cy="201" rx="88" ry="12" fill="{light}"/><path d="M118 212h164a12 12 0 0 1 12 12v20a12 12 0 0 1-12 12H118a12 12 0 0 1-12-12v-20a12 12 0 0 1 12-12z" fill="{main}"/><rect x="164" y="224" width="72" height="20" rx="5" fill="#1f2426"/><path d="M206 234h18" stroke="#9fe0c5" stroke-width="4"/>',
  },
  {
    names: /bottle|perfume|thermos\b|makeup|serum|soap/i,
    draw: '<rect x="178" y="74" width="48" height="34" rx="8" fill="{dark}"/><path d="M184 108h36c4 22 28 24 28 54v78a16 16 0 0 1-16 16h-60a16 16 0 0 1-16-16v-78c0-30 24-32 28-54z" fill="{main}"/><path d="M176 150q-10 10-10 26v60" fill="none" stroke="{light}" stroke-width="9" opacity=".7"/><rect x="156" y="186" width="92" height="36" fill="{light}" opacity=".4"/>',
  },
]
