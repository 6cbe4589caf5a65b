/** What is chosen has it, so that colour is not alone in saying so. */
export function Tick() {
  return (
    <svg className="tick" viewBox="0 0 40 40" aria-hidden="true">
      <path d="M8 21L17 30L33 11" />
    </svg>
  );
}
