import type { ReactNode } from 'react'

/** All icons share one style: 20 by 20, a line of 1.5, round ends. */
const shapes = {
  home: <path d="M3.5 9 10 3.5 16.5 9v7.5h-4.5v-4.5h-4v4.5H3.5z" />,
  certificate: (
    <>
      <rect x="3" y="4" width="14" height="10" rx="1.5" />
      <path d="M6 7.5h5M6 10.5h3" />
      <circle cx="13.5" cy="12.5" r="2" />
      <path d="m12.4 14.3-.4 3 1.5-.9 1.5.9-.4-3" />
    </>
  ),
  document: (
    <>
      <path d="M15.5 9V6.5L12 3H6a1.5 1.5 0 0 0-1.5 1.5v11A1.5 1.5 0 0 0 6 17h3" />
      <path d="M11.5 3v4h4M7.5 10h3M7.5 13h1.5" />
      <circle cx="13.5" cy="13.5" r="3.5" />
      <path d="m12 13.6 1.1 1.1 2-2.2" />
    </>
  ),
  file: (
    <>
      <path d="M12 3H6a1.5 1.5 0 0 0-1.5 1.5v11A1.5 1.5 0 0 0 6 17h8a1.5 1.5 0 0 0 1.5-1.5V6.5z" />
      <path d="M11.5 3v4h4" />
    </>
  ),
  folder: <path d="M3 15.5v-10A1.5 1.5 0 0 1 4.5 4h3.2l1.8 2h6A1.5 1.5 0 0 1 17 7.5v8z" />,
  unlock: (
    <>
      <rect x="4.5" y="9" width="11" height="7.5" rx="1.5" />
      <path d="M7 9V6.5a3 3 0 0 1 5.8-1" />
    </>
  ),
  pause: <path d="M7.5 5v10M12.5 5v10" />,
  play: <path d="M7 4.5v11l8.5-5.5z" />,
  box: <rect x="4" y="4" width="12" height="12" rx="2" />,
  boxTicked: (
    <>
      <rect x="4" y="4" width="12" height="12" rx="2" />
      <path d="m7 10.2 2.2 2.2 3.9-4.5" />
    </>
  ),
  up: <path d="m5 12 5-5 5 5" />,
  seal: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="m10 6.2 1.1 2.5 2.7.3-2 1.8.6 2.7L10 12.1l-2.4 1.4.6-2.7-2-1.8 2.7-.3z" />
    </>
  ),
  sliders: (
    <>
      <path d="M3.5 6H9M13 6h3.5M3.5 14H6M10 14h6.5" />
      <circle cx="11" cy="6" r="2" />
      <circle cx="8" cy="14" r="2" />
    </>
  ),
  person: (
    <>
      <circle cx="10" cy="7" r="3" />
      <path d="M4 16.5c.8-3 3-4.5 6-4.5s5.2 1.5 6 4.5" />
    </>
  ),
  refresh: (
    <>
      <path d="M16 10a6 6 0 1 1-1.8-4.3" />
      <path d="M16.5 3v3.5H13" />
    </>
  ),
  check: <path d="m4.5 10.5 3.5 3.5 7.5-8" />,
  checkCircle: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="m6.8 10.3 2.3 2.3 4.2-4.8" />
    </>
  ),
  clock: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 6v4.2l2.8 1.8" />
    </>
  ),
  warning: (
    <>
      <path d="M10 3.5 17.5 16.5h-15z" />
      <path d="M10 8.5v3.5M10 14.2v.1" />
    </>
  ),
  problem: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="m7.5 7.5 5 5M12.5 7.5l-5 5" />
    </>
  ),
  info: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M10 9.2v4.3M10 6.5v.1" />
    </>
  ),
  question: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M7.8 8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.5M10 13.8v.1" />
    </>
  ),
  bell: (
    <>
      <path d="M5.5 13.5V9a4.5 4.5 0 0 1 9 0v4.5l1.5 1.5H4z" />
      <path d="M8.5 17h3" />
    </>
  ),
  lock: (
    <>
      <rect x="4.5" y="9" width="11" height="7.5" rx="1.5" />
      <path d="M7 9V6.5a3 3 0 0 1 6 0V9" />
    </>
  ),
  copy: (
    <>
      <rect x="7" y="7" width="9.5" height="9.5" rx="1.5" />
      <path d="M13 7V5a1.5 1.5 0 0 0-1.5-1.5H5A1.5 1.5 0 0 0 3.5 5v6.5A1.5 1.5 0 0 0 5 13h2" />
    </>
  ),
  download: <path d="M10 3.5v9M6.5 9.5l3.5 3.5 3.5-3.5M4 16.5h12" />,
  external: <path d="M8 4.5H4.5v11h11V12M11.5 4h4.5v4.5M15.8 4.2 9.5 10.5" />,
  right: <path d="m8 5 5 5-5 5" />,
  left: <path d="m12 5-5 5 5 5" />,
  down: <path d="m5 8 5 5 5-5" />,
  search: (
    <>
      <circle cx="9" cy="9" r="5" />
      <path d="m13 13 3.5 3.5" />
    </>
  ),
  counter: (
    <>
      <path d="M3 11.5h14M4.5 11.5v5M15.5 11.5v5" />
      <circle cx="10" cy="5.5" r="2" />
      <path d="M6.5 11.5c.3-2 1.6-3 3.5-3s3.2 1 3.5 3" />
    </>
  ),
  grid: (
    <>
      <rect x="3.5" y="3.5" width="5" height="5" rx="1" />
      <rect x="11.5" y="3.5" width="5" height="5" rx="1" />
      <rect x="3.5" y="11.5" width="5" height="5" rx="1" />
      <rect x="11.5" y="11.5" width="5" height="5" rx="1" />
    </>
  ),
  globe: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M3 10h14M10 3c2.5 2.2 2.5 11.8 0 14M10 3c-2.5 2.2-2.5 11.8 0 14" />
    </>
  ),
  program: (
    <>
      <rect x="3" y="4" width="14" height="12" rx="1.5" />
      <path d="M3 7.5h14M6 10.5l2 1.7-2 1.7" />
    </>
  ),
  checklist: (
    <>
      <path d="m3.5 5.5 1.5 1.5 2.5-3M3.5 12.5l1.5 1.5 2.5-3" />
      <path d="M10.5 6h6M10.5 13h6" />
    </>
  ),
  menu: <path d="M3.5 6h13M3.5 10h13M3.5 14h13" />,
  pen: <path d="M4 16l.8-3.5L13.5 3.8l2.7 2.7L7.5 15.2zM11.8 5.5l2.7 2.7" />,
  bill: (
    <>
      <path d="M5 3.5h10v13l-2.5-1.5L10 16.5 7.5 15 5 16.5z" />
      <path d="m7.8 6.5 2.2 2.8 2.2-2.8M10 9.3v3.4M8 10.8h4" />
    </>
  ),
  review: (
    <>
      <path d="M14.5 8V3.5h-10v13H9" />
      <path d="M7 7h5M7 10h2" />
      <circle cx="12.8" cy="12.8" r="2.6" />
      <path d="m14.7 14.7 2 2" />
    </>
  ),
  link: (
    <>
      <path d="M8.5 11.5a3 3 0 0 0 4.2 0l2.4-2.4a3 3 0 0 0-4.2-4.2L10 5.8" />
      <path d="M11.5 8.5a3 3 0 0 0-4.2 0l-2.4 2.4a3 3 0 0 0 4.2 4.2l.9-.9" />
    </>
  ),
  ring: <circle cx="10" cy="10" r="6" />,
  chip: (
    <>
      <rect x="4" y="5" width="12" height="10" rx="1.5" />
      <path d="M7 9h6M7 12h3.5" />
    </>
  ),
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof shapes

type Props = { readonly name: IconName; readonly size?: number; readonly className?: string | undefined }

/** An icon that always stands beside a word, so it is hidden from screen readers. */
export const Icon = ({ name, size = 20, className }: Props) => (
  <svg
    className={className}
    width={size}
    height={size}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    {shapes[name]}
  </svg>
)
