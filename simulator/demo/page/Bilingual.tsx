/** Chinese first, English small beside or below it. */
export function Bilingual({ zh, en }: { zh: string; en: string }) {
  return (
    <>
      <span className="zh">{zh}</span>
      <span className="en" lang="en">
        {en}
      </span>
    </>
  );
}
