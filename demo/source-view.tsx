import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { SourceFile } from "./scene.ts";
import type { SceneEntry } from "./scenes.ts";
import { linesOf, type SourceLine } from "./source-lines.ts";

/** The code of a scene, a tab per file: the very files that run. */
export function SourceView({ scene }: { readonly scene: SceneEntry }) {
  const [files, setFiles] = useState<readonly SourceFile[]>([]);
  const [shown, setShown] = useState(0);
  const id = useId();
  useEffect(() => {
    let wanted = true;
    void scene.code().then((loaded) => wanted && setFiles(loaded));
    return () => {
      wanted = false;
    };
  }, [scene]);
  const file = files[shown];
  return (
    <section className="source" aria-label={`Code of ${scene.title}`}>
      <FileTabs id={id} files={files} shown={shown} onShow={setShown} />
      {file && (
        <div key={file.name} className="source-page" role="tabpanel" id={`${id}page`} aria-labelledby={`${id}${shown}`} tabIndex={0}>
          <pre>
            <code>
              {linesOf(file).map((line, index) => (
                <Line key={index} line={line} />
              ))}
            </code>
          </pre>
        </div>
      )}
    </section>
  );
}

interface FileTabsProps {
  readonly id: string;
  readonly files: readonly SourceFile[];
  readonly shown: number;
  readonly onShow: (index: number) => void;
}

function FileTabs({ id, files, shown, onShow }: FileTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const next = neighbour(event.key, shown, files.length);
    if (next === undefined) return;
    event.preventDefault();
    onShow(next);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <div ref={list} className="source-tabs" role="tablist" aria-label="Files" tabIndex={-1} onKeyDown={move}>
      {files.map(({ name }, index) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`${id}${index}`}
          aria-selected={index === shown}
          aria-controls={index === shown ? `${id}page` : undefined}
          tabIndex={index === shown ? 0 : -1}
          onClick={() => onShow(index)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

function neighbour(key: string, shown: number, count: number): number | undefined {
  if (key === "ArrowRight") return (shown + 1) % count;
  if (key === "ArrowLeft") return (shown + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : undefined;
}

// A wrapped line hangs under its own indentation, so that code reads at any width.
function Line({ line }: { readonly line: SourceLine }) {
  return (
    <span className="source-line" style={{ "--indent": line.indent }}>
      {line.tokens.map(({ kind, text }, index) => (
        <span key={index} className={`code-${kind}`}>
          {text}
        </span>
      ))}
      {"\n"}
    </span>
  );
}
