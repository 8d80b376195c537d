/** Style of the payment page: the house's palette, light and dark. */
export const payStyle = `
:root { --paper: #faf8f4; --card: #fff; --ink: #1b2430; --soft: #5b6470; --azurite: #1f6280; --line: #e4ded3; --done: #2f7d5b }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14171c; --card: #1d2229; --ink: #e8e6e1; --soft: #a5a7aa; --azurite: #6fb1cc; --line: #323943; --done: #6cc29a }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.6 "PingFang SC", "Microsoft YaHei UI", "HarmonyOS Sans SC", "Noto Sans CJK SC", system-ui, sans-serif }
main { max-width: 520px; margin: 48px auto; padding: 32px; background: var(--card); border: 1px solid var(--line); border-radius: 10px }
h1 { margin: 0 0 4px; font-size: 20px }
p { margin: 0 0 16px; color: var(--soft) }
.steps { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 8px 0 16px; padding: 0 0 0 1.2em; color: var(--soft) }
.steps [aria-current] { color: var(--azurite); font-weight: 600 }
dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 24px; margin: 24px 0; font-variant-numeric: tabular-nums }
dt { color: var(--soft) }
dd { margin: 0; text-align: right; overflow-wrap: anywhere }
.total { font-size: 28px; line-height: 1.2 }
button { width: 100%; padding: 10px; border: 0; border-radius: 8px; background: var(--azurite); color: var(--paper); font: inherit; cursor: pointer }
button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px }
.done { color: var(--done) }
.note { margin: 16px 0 0; font-size: 12px }
`
