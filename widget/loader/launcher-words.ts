/** Open, close, new messages, not loaded. */
type LauncherWords = readonly [string, string, string, string]

const english: LauncherWords = ['Open chat', 'Close chat', 'New messages', 'Not loaded. Try again']

/**
 * What the launcher says, before any locale is fetched. The number of new messages stands apart, so that no plural is
 * needed.
 */
const spoken: Readonly<Record<string, LauncherWords>> = {
  en: english,
  zh: ['打开聊天', '关闭聊天', '新消息', '加载失败，请重试'],
  es: ['Abrir el chat', 'Cerrar el chat', 'Mensajes nuevos', 'No se pudo cargar. Reintentar'],
  ar: ['فتح المحادثة', 'إغلاق المحادثة', 'رسائل جديدة', 'تعذر التحميل. حاول مجددًا'],
}

export type Speech = { tag: string; direction: 'ltr' | 'rtl'; words: LauncherWords }

/** How the widget speaks to who wants `tag`: in English, if it does not know the language. */
export function speechOf(tag: string): Speech {
  const [language = ''] = tag.toLowerCase().split('-')
  const words = Object.hasOwn(spoken, language) ? spoken[language] : undefined
  return {
    tag: words ? tag : 'en',
    direction: language === 'ar' ? 'rtl' : 'ltr',
    words: words ?? english,
  }
}
