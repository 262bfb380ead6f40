import type { Drawing } from './drawing.ts'

export const clothing: readonly Drawing[] = [
  {
    names: /jacket|coat|fleece|vest/i,
    draw: '<path d="M168 92q32-34 64 0l-8 18h-48z" fill="{dark}"/><path d="M164 88l-54 24-26 72 36 12 16-30v90h128v-90l16 30 36-12-26-72-54-24q-36 38-72 0z" fill="{main}"/><path d="M164 88q36 38 72 0l8 12q-44 42-88 0z" fill="{dark}"/><path d="M200 122v134" stroke="{dark}" stroke-width="5"/><path d="M152 206h30M218 206h30" stroke="{dark}" stroke-width="6"/><path d="M146 150v96" stroke="{light}" stroke-width="9" opacity=".5"/>',
  },
  {
    names: /shirt|sweater|hoodie|pullover/i,
    draw: '<path d="M164 84l-54 26-24 66 34 14 16-30v96h128v-96l16 30 34-14-24-66-54-26q-36 34-72 0z" fill="{main}"/><path d="M164 84q36 34 72 0l-8-4q-28 24-56 0z" fill="{dark}"/><path d="M136 160v96h24V132z" fill="{light}" opacity=".35"/><path d="M264 160v96" stroke="{dark}" stroke-width="3" opacity=".5"/>',
  },
  {
    names: /boot/i,
    draw: '<path d="M150 96h78l2 78c38 6 62 24 64 62H146z" fill="{main}"/><path d="M230 174c38 6 62 24 64 62h-56q0-38-34-52z" fill="{dark}" opacity=".6"/><path d="M140 232h156v10a14 14 0 0 1-14 14H154a14 14 0 0 1-14-14z" fill="#3b3f41"/><path d="M150 244h136" stroke="#6d7477" stroke-width="4" stroke-dasharray="10 8"/><rect x="144" y="84" width="90" height="22" rx="11" fill="{dark}"/><path d="M206 124h24M206 144h25M208 164h28" stroke="{light}" stroke-width="6"/>',
  },
  {
    names: /shoe|sneaker/i,
    draw: '<path d="M112 140q26 16 50-8l62 62c20 12 64 10 68 42v6H112z" fill="{main}"/><path d="M108 238h186v6a12 12 0 0 1-12 12H120a12 12 0 0 1-12-12z" fill="{light}"/><path d="M176 158l-20 14M192 174l-20 14M208 190l-20 14" stroke="{light}" stroke-width="6"/><path d="M112 140q26 16 50-8l10 10q-28 24-60 14z" fill="{dark}"/>',
  },
  {
    names: /sunglass|goggle/i,
    draw: '<path d="M112 186h176" stroke="{dark}" stroke-width="9"/><path d="M112 186h78v26a39 39 0 0 1-78 0zM210 186h78v26a39 39 0 0 1-78 0z" fill="{main}"/><path d="M122 194l34 44M220 194l34 44" stroke="{light}" stroke-width="8" opacity=".6"/>',
  },
  {
    names: /beanie|\bcap\b|\bhat\b/i,
    draw: '<circle cx="200" cy="92" r="20" fill="{light}"/><path d="M126 212c0-70 30-108 74-108s74 38 74 108z" fill="{main}"/><path d="M160 124q-14 36-14 78M200 106v96M240 124q14 36 14 78" fill="none" stroke="{dark}" stroke-width="4" opacity=".6"/><rect x="114" y="202" width="172" height="54" rx="18" fill="{dark}"/><path d="M138 212v34M160 212v34M182 212v34M204 212v34M226 212v34M248 212v34" stroke="{light}" stroke-width="4" opacity=".45"/>',
  },
]
