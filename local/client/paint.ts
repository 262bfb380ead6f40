import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]
export type Paint = (style: Style, text: string) => string

/** Colours for a terminal that shows them (a TTY, and no NO_COLOR); plain text for a pipe or a file. */
export const terminalPaint: Paint = (style, text) => styleText(style, text, { stream: process.stdout })

export const plainPaint: Paint = (_, text) => text
