/** Why the last press did nothing, next to what was pressed. */
export function Failure({ text }: { text: string | null }) {
  return text ? (
    <span className="failure" role="alert">
      {text}
    </span>
  ) : null;
}
