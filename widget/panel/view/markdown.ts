import { element } from './element.ts'

/**
 * The little markdown that an answer may carry: paragraphs, line breaks, bulleted and numbered lists, bold, emphasis. Everything
 * else, markup of any kind included, stays the text that it is.
 */
export function markdown(source: string): HTMLElement[] {
  const blocks: HTMLElement[] = []
  let lines: string[] = []
  let list: { tag: 'ul' | 'ol'; it: HTMLElement } | undefined

  for (const line of [...source.replaceAll('\r\n', '\n').split('\n'), '']) {
    const item = /^\s*(?:([-*•])|\d{1,3}[.)])\s+(\S.*)$/.exec(line)
    if (item) {
      endParagraph()
      const tag = item[1] ? 'ul' : 'ol'
      if (list?.tag !== tag) {
        list = { tag, it: element(tag) }
        blocks.push(list.it)
      }
      list.it.append(element('li', {}, ...inline(item[2] ?? '')))
    } else if (line.trim() === '') {
      endParagraph()
    } else {
      list = undefined
      lines.push(line)
    }
  }
  return blocks

  function endParagraph(): void {
    if (lines.length === 0) return
    const broken = lines.flatMap((line, index) => [...(index > 0 ? [element('br')] : []), ...inline(line)])
    blocks.push(element('p', {}, ...broken))
    lines = []
  }
}

function inline(line: string): (Node | string)[] {
  return line
    .replace(/^#{1,6}\s+(.*)$/, '**$1**')
    .split(/(\*\*\S(?:.*?\S)??\*\*|(?<!\w)\*[^\s*](?:[^*]*[^\s*])?\*(?!\w))/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (/^\*\*.+\*\*$/.test(piece)) return element('strong', {}, piece.slice(2, -2))
      return /^\*.+\*$/.test(piece) ? element('em', {}, piece.slice(1, -1)) : piece
    })
}
