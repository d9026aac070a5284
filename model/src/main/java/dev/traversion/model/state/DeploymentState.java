package dev.traversion.model.state;

/**
 * A version that had been deployed by an instant. There is one per version; the latest deployment
 * of a version wins, and the latest of all is the one running.
 *
 * @param commit empty when not known
 */
public record DeploymentState(String version, String commit, Stamp stamp) {}
