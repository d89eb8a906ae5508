import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";

/** How a view's state is written in the query part of the address. */
export interface ViewCodec<V> {
  read(query: URLSearchParams): V;
  write(view: V): URLSearchParams;
}

/** The state of a view, kept in the address so that every view can be linked to. */
export function useView<V>(codec: ViewCodec<V>): [V, (change: Partial<V>, push?: boolean) => void] {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const view = useMemo(() => codec.read(new URLSearchParams(search)), [codec, search]);
  const change = useCallback(
    (part: Partial<V>, push = false) => {
      const now = codec.read(new URLSearchParams(window.location.search));
      const text = codec.write({ ...now, ...part }).toString();
      navigate(text === "" ? path : `${path}?${text}`, { replace: !push });
    },
    [codec, navigate, path],
  );
  return [view, change];
}

/** The values of a repeated or comma-separated parameter that are among those allowed. */
export function listOf<T extends string>(query: URLSearchParams, name: string, allowed: readonly T[]): T[] {
  const given = new Set(query.getAll(name).flatMap((each) => each.split(",")));
  return allowed.filter((each) => given.has(each));
}

export function oneOf<T extends string>(query: URLSearchParams, name: string, allowed: readonly T[], otherwise: T): T {
  const given = query.get(name);
  return allowed.find((each) => each === given) ?? otherwise;
}
