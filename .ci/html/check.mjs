// check: axe in headless Chromium on the pages of a folder, in light and dark.
// Mails are no pages: they have no landmarks of their own.
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import puppeteer from 'puppeteer-core'

const [folder, chromium] = process.argv.slice(2)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const ofPages = { 'landmark-one-main': { enabled: false }, region: { enabled: false } }
const browser = await puppeteer.launch({ executablePath: chromium, args: ['--no-sandbox'] })
let faults = 0
const fault = (...words) => {
	faults++
	console.log(words.join(' '))
}
const page = await browser.newPage()
const files = readdirSync(folder).filter((name) => name.endsWith('.html'))
for (const name of files) {
	const isMail = name.endsWith('-mail.html')
	const hear = (message) => isMail || fault(name, message.text()) // as of what the policy blocks
	page.on('console', hear)
	await page.goto(pathToFileURL(join(folder, name)).href)
	await page.evaluate(axe)
	for (const scheme of ['light', 'dark']) {
		await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
		const { violations } = await page.evaluate((rules) => window.axe.run({ rules }), isMail ? ofPages : {})
		for (const v of violations) fault(name, scheme, v.id + ':', v.help, v.nodes[0].html)
	}
	page.off('console', hear)
}
await browser.close()
console.log(`axe: ${files.length} pages in light and dark, ${faults} violations`)
process.exit(faults > 0 ? 1 : 0)
