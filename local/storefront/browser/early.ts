import { readSetting, wide } from './settings.ts'

// Before the page is drawn, so that it does not change its colours or its width afterwards.
const root = document.documentElement
const theme = readSetting('theme')
if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
if (matchMedia(wide).matches && readSetting('happened') !== 'closed') root.dataset.happened = 'open'
const column = Number(readSetting('column'))
if (column > 0) root.style.setProperty('--column-wished', `${column}px`)
