import tarfile


def unpack(upload: str) -> None:
    with tarfile.open(upload) as archive:
        archive.extractall("index")  # finding: warning, manual
