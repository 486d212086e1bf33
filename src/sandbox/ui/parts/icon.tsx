/** The page's own signs are drawn, since not every machine has a font with emoji. */
export function Icon({ name }: { name: keyof typeof shapes }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}

const shapes = {
  archive: 'M3 4h14v4H3zM4.5 8v8h11V8M8 11h4',
  bell: 'M4 15c1.5-1.5 1.5-3 1.5-6a4.5 4.5 0 0 1 9 0c0 3 0 4.5 1.5 6zM8.5 17.5h3',
  eye: 'M2 10c2-3.5 5-5 8-5s6 1.5 8 5c-2 3.5-5 5-8 5s-6-1.5-8-5zM10 7.8a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 1 0 0-4.4z',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  people:
    'M7 4.5a2.7 2.7 0 1 0 0 5.4a2.7 2.7 0 1 0 0-5.4zM2 16.5c0-3 2-4.5 5-4.5s5 1.5 5 4.5M13 5.2a2.5 2.5 0 0 1 0 4.6M14 12.3c2.5.3 4 1.7 4 4.2',
  pin: 'M7 3h6l-1 5l3 3.5H5L8 8zM10 11.5V17',
  thread: 'M3 4h14v9H9l-4 3.5V13H3zM6.5 7.5h7M6.5 10h4',
} as const;
