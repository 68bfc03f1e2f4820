import tarfile
import zipfile


def unpack(upload: str) -> None:
    with tarfile.open(upload) as archive:
        archive.extractall("index", filter="data")


def names(upload: str) -> list[str]:
    return zipfile.ZipFile(upload).namelist()
