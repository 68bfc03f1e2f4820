"""What ``prodgate init`` writes on demand: an evaluation set, a health test, a runbook."""
