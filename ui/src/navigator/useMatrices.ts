import { useCallback, useRef } from "react";
import { useApi, useResource } from "../api/hooks";
import type { Matrix } from "../api/schema";

/** The matrices of releases, each fetched once; `current` is the server's newest. */
export function useMatrices(active: string) {
  const api = useApi();
  const kept = useRef(new Map<string, Promise<Matrix>>());
  const releases = useResource("releases", api.releases);
  const matrixOf = useCallback(
    (release: string): Promise<Matrix> => {
      const known = kept.current.get(release);
      if (known) return known;
      const fetched = api.matrix(release === "" ? undefined : release);
      kept.current.set(release, fetched);
      fetched.catch(() => kept.current.delete(release));
      return fetched;
    },
    [api],
  );
  // A layer may be of a release that is not at hand here: then it is shown on the current one.
  const tags = releases.data?.items.map((each) => each.tag);
  const release = tags === undefined || tags.includes(active) ? active : "";
  const shown = useResource(tags === undefined && active !== "" ? "" : `matrix ${release}`, () => matrixOf(release));
  return { releases: releases.data?.items ?? [], matrixOf, matrix: shown.data, error: shown.error ?? releases.error, reload: shown.reload };
}
