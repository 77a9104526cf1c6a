// The search of the site. `searchIndex` comes from search-index.js, which is made with the pages: nothing is fetched.
const field = document.getElementById('search')
const found = document.getElementById('found')
const base = document.querySelector('.name a').href.replace(/index\.html$/, '')
const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’']/g, ' ')

const pages = globalThis.searchIndex.map((page) => ({
  ...page,
  foldedTitle: folded(page.title),
  foldedHeadings: folded(page.headings.join(' ')),
  foldedText: folded(`${page.name} ${page.text}`),
}))

/** How well a page answers; 0 when it lacks one of the words. */
function score(page, words) {
  let total = 0
  for (const word of words) {
    const begins = (text) => text.startsWith(word) || text.includes(` ${word}`)
    if (begins(page.foldedTitle)) total += 8
    else if (begins(page.foldedHeadings)) total += 4
    else if (page.foldedText.includes(word)) total += 1
    else return 0
  }
  return total
}

function search() {
  const words = folded(field.value)
    .split(/\s+/)
    .filter((word) => word !== '')
  found.replaceChildren()
  if (words.length === 0) return
  const best = pages
    .map((page) => ({ page, score: score(page, words) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, 12)
  for (const { page } of best) found.append(line(page, words))
  if (best.length === 0) found.append(found.dataset.none)
}

function line(page, words) {
  const link = document.createElement('a')
  link.href = `${base}${page.name}.html`
  link.textContent = page.title
  const around = document.createElement('small')
  const at = Math.max(0, folded(page.text).indexOf(words[0]) - 60)
  around.textContent = `${at > 0 ? '… ' : ''}${page.text.slice(at, at + 160)} …`
  const paragraph = document.createElement('p')
  paragraph.append(link, around)
  return paragraph
}

field.addEventListener('input', search)
addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    field.value = ''
    search()
  }
  if (event.key === '/' && document.activeElement !== field) {
    event.preventDefault()
    field.focus()
  }
})
