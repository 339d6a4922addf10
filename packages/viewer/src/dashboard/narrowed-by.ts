import { MultiValueVariable, type SceneObject, sceneGraph } from '@grafana/scenes';
import { useEffect, useReducer } from 'react';

const choicesOf = (scene: SceneObject): readonly MultiValueVariable[] =>
  sceneGraph
    .getVariables(scene)
    .state.variables.filter(
      (one): one is MultiValueVariable => one instanceof MultiValueVariable && Boolean(one.state.includeAll),
    );

/** Names of the variables that a board is narrowed by: not all of their values are shown. */
export const narrowedBy = (scene: SceneObject): readonly string[] =>
  choicesOf(scene)
    .filter((one) => !one.hasAllValue())
    .map(({ state }) => state.label ?? state.name);

/** The same, again whenever somebody chooses. */
export const useNarrowedBy = (scene: SceneObject): readonly string[] => {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const followed = choicesOf(scene).map((one) => one.subscribeToState(again));
    return () => {
      for (const one of followed) one.unsubscribe();
    };
  }, [scene]);
  return narrowedBy(scene);
};
